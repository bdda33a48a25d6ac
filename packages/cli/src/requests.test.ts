import { createServer, type IncomingHttpHeaders } from "node:http";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../test/run-cli.ts";
import { dayInVietnam } from "./terminal/times.ts";

interface Request {
  readonly what: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What an answer to a search is, by the cursor that it is asked for; all else is refused. */
const pages: Readonly<Record<string, object>> = {
  first: { messages: [], nextCursor: "second" },
  second: { messages: [], nextCursor: "third" },
  third: { messages: [], nextCursor: null },
};

const requests: Request[] = [];
const server = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  const body = text === "" ? undefined : JSON.parse(text);
  requests.push({ what: `${request.method} ${request.url}`, headers: request.headers, body });
  const page = pages[body?.cursor];
  response.writeHead(page ? 200 : 500, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(page ?? {}));
});
let gateway = "";

beforeAll(async () => {
  gateway = (await listenOnLoopback(server)).url;
});
afterAll(() => void server.close());

/** Runs a command line, without quotes. */
const run = (line: string) =>
  runCli(line.split(" "), { env: { NXZALO_GATEWAY: gateway, NXZALO_KEY: "a-key-0123456789abcdef" } });

/** What a command asks of its gateway. */
async function asked(line: string) {
  const before = requests.length;
  const { stderr } = await run(line);
  const [first] = requests.slice(before);
  if (!first) throw new Error(`nothing was asked: ${stderr}`);
  return first;
}

const phone = "84912345678";
const id = "0198f0a4-7c1e-7a3b-9d52-3f6c2b1a0e9d";
const typed = `--phone ${phone} --token-type token_coach_bus_7 --reference DH1`;
const journey = { phone, tokenType: "token_coach_bus_7", reference: "DH1" };
const day = dayInVietnam(new Date());

it.each<[line: string, what: string, body: unknown]>([
  [
    `messages --state failed --day 2026-11-28 --code -118 --phone ${phone} --phone-ending 5678 --reference DH1 --reference-ending H1`,
    "POST /v1/messages/search",
    {
      state: "failed",
      day: "2026-11-28",
      code: -118,
      phone,
      phoneEnding: "5678",
      reference: "DH1",
      referenceEnding: "H1",
    },
  ],
  [
    "messages --template 133214 --label shop=q1 --label kind=a=b --app second --limit 7 --next c1",
    "POST /v1/messages/search",
    { templateId: "133214", labels: { shop: "q1", kind: "a=b" }, app: "second", limit: 7, cursor: "c1" },
  ],
  ["messages --failed --today --all", "POST /v1/messages/search", { state: "failed", day, limit: 100 }],
  [
    `message send ${typed} --template 1 --data a=1 --label l=2 --app b --at 2026-11-30`,
    "POST /v1/messages",
    { ...journey, templateId: "1", templateData: { a: "1" }, labels: { l: "2" }, app: "b", sendAt: "2026-11-30" },
  ],
  [
    "message send --journey 12 --template 1",
    "POST /v1/messages",
    { journeyId: "12", templateId: "1", templateData: {} },
  ],
  [`message resend ${id}`, `POST /v1/messages/${id}/resend`, {}],
  [
    `message resend ${id} --phone ${phone} --data a=1 --force`,
    `POST /v1/messages/${id}/resend`,
    { phone, templateData: { a: "1" }, force: true },
  ],
  [`message cancel ${id}`, `POST /v1/messages/${id}/cancel`, {}],
  [
    `journey open ${typed} --label shop=q1 --app second`,
    "POST /v1/journeys",
    { ...journey, labels: { shop: "q1" }, app: "second" },
  ],
  ["journey show 12", "GET /v1/journeys/12", undefined],
  [
    "costs --from 2026-11-02 --to 2026-11-03 --time-zone UTC --group-by app",
    "POST /v1/costs",
    { from: "2026-11-02", to: "2026-11-03", timeZone: "UTC", groupBy: "app" },
  ],
  ["costs --month 2028-02", "POST /v1/costs", { from: "2028-02-01", to: "2028-02-29" }],
  ["costs close --month 2026-10", "POST /v1/costs/close", { month: "2026-10" }],
  [
    `suppress add ${phone} --reason r --scope tag:3 --until 2026-12-01T00:00:00Z --app b`,
    "POST /v1/suppressions",
    { phone, reason: "r", scope: "tag:3", until: "2026-12-01T00:00:00Z", app: "b" },
  ],
  [
    `suppress list --phone ${phone} --source receipt --app b --limit 5 --next c2`,
    "POST /v1/suppressions/search",
    { phone, source: "receipt", app: "b", limit: 5, cursor: "c2" },
  ],
  [
    `suppress lift ${phone} --scope tag:3 --source hand --app b`,
    "POST /v1/suppressions/remove",
    { phone, scope: "tag:3", source: "hand", app: "b" },
  ],
  [`forget ${phone} --yes`, "POST /v1/journeys/forget", { phone }],
])("%s asks for what its options say", async (line, what, body) => {
  expect(await asked(line)).toMatchObject({ what, headers: { authorization: "Bearer a-key-0123456789abcdef" } });
  expect(requests.at(-1)?.body).toEqual(body);
});

it("a message goes under the key that is named, or under one of its own each time", async () => {
  const keyOf = async (more = "") =>
    (await asked(`message send ${typed} --template 1${more}`)).headers["idempotency-key"];
  expect(await keyOf(" --idempotency-key order-1")).toBe("order-1");
  expect(await keyOf()).not.toBe(await keyOf());
});

it("a search gives one page, and says how the next is asked for; with --all it gives all pages", async () => {
  const one = await run("messages --next first");
  expect(one).toMatchObject({ code: 0, stderr: expect.stringContaining("more: --next second, or --all") });
  const before = requests.length;
  const all = await run("messages --next first --all --json");
  expect([all.code, JSON.parse(all.stdout)]).toEqual([0, { messages: [], nextCursor: null }]);
  expect(requests.slice(before).map(({ body }) => body)).toEqual(
    ["first", "second", "third"].map((cursor) => ({ cursor, limit: 100 })),
  );
});

it("what contradicts itself, or is not whole, is refused before anything is asked", async () => {
  const before = requests.length;
  for (const line of [
    "messages --failed --state failed",
    "messages --today --day 2026-11-28",
    "messages --label shop",
    "message send --template 1 --data =1",
    "restore copy.db",
    "restore copy.db --check --to new.db",
    "backup --data no-store.db --to copy.db",
    "sign --body none.json",
  ])
    expect((await run(line)).code, line).toBe(2);
  expect((await run("logout --profile nope")).code).toBe(1);
  expect(requests.length).toBe(before);
});
