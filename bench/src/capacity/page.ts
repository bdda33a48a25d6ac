import type { Row } from "../row.ts";
import type { BenchRun } from "../run.ts";
import { assumptions, type MessageCost, type Plan, planFor } from "./plan.ts";

/** Messages a day that the page speaks of. */
const days = [1_000, 40_000, 1_000_000];

const grouped = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
const short = (value: number) => (value >= 10 ? grouped(value) : String(Number(value.toPrecision(2))));
const percent = (share: number) => `${short(share * 100)} %`;
const bytes = (value: number) => (value < 1e9 ? `${short(value / 1e6)} MB` : `${short(value / 1e9)} GB`);
const times = (value: number) => `${value.toFixed(2)}x`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] as string).length)));
  const drawn = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] as number)).join(" | ")} |`,
  );
  return [drawn[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...drawn.slice(1)].join("\n");
};

function find(rows: readonly Row[], begin: string): Row {
  const row = rows.find((one) => one.row.startsWith(begin));
  if (!row) throw new Error(`no row "${begin}…" was recorded: run \`pnpm -s bench scale --json\``);
  return row;
}

/** What a message has cost in a recorded run. */
export function readMessageCost({ rows }: BenchRun): MessageCost {
  const { ours, from } = find(rows, "a message, ");
  return { gatewayMicros: ours, bytes: from?.["bytes"] ?? Number.NaN };
}

const lines: readonly (readonly [string, (plan: Plan) => string])[] = [
  ["messages a second in the busiest hour", (plan) => short(plan.messagesASecond)],
  ["CPU of all gateways together, of one core", (plan) => percent(plan.cores)],
  ["calls to NXCLOUD under way at once", (plan) => short(plan.upstreamCalls)],
  ["**gateways** that this takes", (plan) => String(plan.gateways)],
  ["… and with one that may fail", (plan) => String(plan.gateways + 1)],
  ["**Postgres connections** in use at once", (plan) => short(plan.connectionsInUse)],
  ["… opened at most, with one gateway more", (plan) => String(plan.connectionsAtMost)],
  ["stored, with its indexes", (plan) => bytes(plan.bytes)],
  ["**Durable Objects**, on Workers in place of all these", (plan) => String(plan.objects)],
];

/** `docs/capacity.md`, from a recorded run of `bench scale`. */
export function toPage(run: BenchRun): string {
  const cost = readMessageCost(run);
  const plans = days.map((messages) => planFor(messages, cost));
  const given = assumptions;
  const [one, two] = [find(run.rows, "one gateway, "), find(run.rows, "two gateways, ")];
  const shared = find(
    run.rows.filter(({ unit }) => unit === "µs/request"),
    "two gateways, ",
  );
  const journeyMicros = find(run.rows, "a message, ").theirs;
  const perCore = (1e6 / journeyMicros) * given.coreSpeed * given.utilisation;
  return `<!-- Made by bench/src/capacity/main.ts; run \`pnpm docs:capacity\` to write it anew. -->

# How much is needed

For so many messages a day, each on a journey of its own and with one receipt:

${table(
  ["", ...days.map((messages) => `${grouped(messages)} a day`)],
  lines.map(([name, show]) => [name, ...plans.map(show)]),
)}

A second gateway is there so that one may fail or be replaced, not for its speed.

## What is measured

\`pnpm bench scale\`, ${run.measuredAt.slice(0, 10)}, Node ${run.node}, ${run.cores} cores; the run stands in \`bench/recorded/scale.json\`.

- A message costs a gateway ${short(cost.gatewayMicros)} µs of CPU: its journey, itself and its receipt, on SQLite, which waits for the disk in the gateway's own process, where 32 are under way at once; one by itself costs nearly twice that. It
  leaves ${short(cost.bytes)} bytes in the store. On Postgres, part of that is the server's, which is not measured here.
- A journey without a store costs ${short(journeyMicros)} µs.
- Two gateways on two cores, with the load and an upstream on the same cores, did ${times(two.value)} of the requests that their CPU lets expect, one did
  ${times(one.value)}; a request cost two of them ${times(shared.value)} of what it costs one. A test holds the model to this run, within 15 %.

## What is reckoned

A gateway is one process, and does no more than one core does; further cores are for further gateways. So at ${percent(given.utilisation)} of cores
half as fast as the measured ones, without a store:

${table(
  ["cores, a gateway on each", "requests a second"],
  [1, 2, 4].map((cores) => [String(cores), grouped(cores * perCore)]),
)}

More than two gateways on cores of their own, and gateways on several machines, are not measured.

## What is assumed

- The busiest hour has ${percent(given.peakHourShare)} of a day's messages: five times the mean. Where yours are sent within one hour, take five times the messages.
- Nothing is used for more than ${percent(given.utilisation)} in that hour, and a core is half as fast as the measured one.
- NXCLOUD takes ${given.upstreamSeconds} s for a call, and a message takes ${given.upstreamCalls}: the token of its journey, and itself. A gateway has ${given.upstreamConnections} connections to it. Whatever
  your account is limited to (\`ratePerSecond\`) comes before all of this.
- A message makes ${given.transactions} transactions, each of which holds a connection to Postgres for ${given.transactionSeconds * 1000} ms. A gateway opens ${given.postgresConnections} at most (\`connections\`).
- What is sent is stored for ${given.storedDays} days: the life of a token of 7 days, and 90 after it, unless the operator says otherwise.
- A Durable Object takes ${grouped(given.objectRequests)} requests a second and holds ${bytes(given.objectBytes)}: Cloudflare's own figures. Its time for a request is not measured. More than one
  means more than one \`objectName\`, per country or brand, with data apart ([decision 5](decisions/0005-journeys-on-workers.md)).
`;
}
