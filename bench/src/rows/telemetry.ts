import { concurrency, createLoad, type GatewayCost } from "../gateway-load.ts";
import { inTurn, loadRounds } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { startServer } from "../server-process.ts";

/** What is measured is a gateway that has been at work for a while. */
const requestsBefore = 15_000;

type Figures = Readonly<Record<"silent" | "seen" | "traced" | "framed", GatewayCost>>;

/** What it costs to see: the gateway against itself, saying nothing; all of them in turn. */
export async function telemetryRows(): Promise<Row[]> {
  const upstream = await startServer("upstream");
  const collector = await startServer("collector");
  const start = async (env: Readonly<Record<string, string>>) =>
    createLoad([await startServer("gateway", { UPSTREAM: upstream.url, ...env })]);
  const seen = { LOG_LEVEL: "info", METRICS_PORT: "0" };
  const traced = {
    ...seen,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.05",
  };
  const loads = {
    silent: await start({ LOG_LEVEL: "silent" }),
    seen: await start(seen),
    traced: await start(traced),
    framed: await start({ ...traced, NODE_OPTIONS: "--experimental-async-context-frame" }),
  };
  for (const load of Object.values(loads)) await load.ask(requestsBefore);
  const costs: readonly Figures[] = await inTurn(loadRounds, {
    silent: loads.silent.measure,
    seen: loads.seen.measure,
    traced: loads.traced.measure,
    framed: loads.framed.measure,
  });
  await Promise.all(Object.values(loads).map(({ close }) => close()));
  for (const server of [upstream, collector]) server.stop();
  const compare = (what: string, name: Exclude<keyof Figures, "silent">, bound: number) =>
    toRow(
      {
        row: `gateway with ${what}, ${concurrency} at once: CPU`,
        against: "the same, saying nothing",
        unit: "µs/request",
        sense: "at most",
        bound,
      },
      costs.map((cost) => [cost[name].serverMicros, cost.silent.serverMicros]),
    );
  return [
    compare("metrics and logs", "seen", 1.15),
    compare("5 % of traces as well", "traced", 1.25),
    compare("these, on AsyncContextFrame", "framed", 1.25),
  ];
}
