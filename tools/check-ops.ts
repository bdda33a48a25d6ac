// `pnpm check:ops`: the alarms of Prometheus are those of the gateway, in name, duration, weight and page; every page is there; promtool takes the rules and
// runs their tests; every metric of rules and dashboard is documented. `--write` makes the dashboard anew.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { alarmRules } from "../apps/gateway/src/alarms/rules.ts";
import { dashboard } from "../ops/grafana/dashboard.ts";
import { findProgram } from "./debian/find-program.mjs";
import { installPackages } from "./debian/install-packages.mjs";
import { type PrometheusAlarm, readAlarms } from "./ops/read-alarms.ts";
import { root } from "./public-packages.ts";
import { run } from "./run-command.ts";

const read = (path: string) => readFile(join(root, path), "utf8");

const toAlarm = ({ name, forMs, severity, summary, runbook }: (typeof alarmRules)[number]): PrometheusAlarm => ({
  name,
  forMs,
  severity,
  summary,
  runbook: `docs/runbooks/${runbook}.md`,
});

async function checkRunbooks(): Promise<void> {
  for (const { name, runbook } of alarmRules) {
    const page = await read(`docs/runbooks/${runbook}.md`);
    assert(page.includes(`\`${name}\``), `docs/runbooks/${runbook}.md does not name ${name}`);
  }
}

/** The names of our metrics in a text. */
const metricsIn = (text: string) => new Set(text.match(/\b(?:nxzalo|http_server|nodejs_eventloop)_[a-z0-9_]+\b/g));
/** Labels begin as our metrics do; what is measured ends in a unit or is one of these. */
const isLabel = (name: string) =>
  /^nxzalo_(operation|code|upstream_code|responsible_party|reason|status|level|outcome|cause)$/.test(name);
const baseOf = (name: string) => name.replace(/_(bucket|count|sum)$/, "");

async function checkMetrics(): Promise<number> {
  const documented = metricsIn(await read("docs/metrics.md"));
  const used = metricsIn(`${await read("ops/prometheus/rules.yml")} ${JSON.stringify(dashboard)}`);
  const names = [...used].filter((name) => !isLabel(name)).map(baseOf);
  const unknown = names.filter((name) => !documented.has(name));
  assert.deepEqual(unknown, [], "docs/metrics.md does not tell of these metrics");
  return new Set(names).size;
}

async function checkRules(): Promise<void> {
  installPackages({ prometheus: () => findProgram("promtool") });
  const promtool = findProgram("promtool");
  if (!promtool) return console.log("promtool: none, and no package of it: rules and their tests are left out");
  const folder = join(root, "ops/prometheus");
  await run(promtool, ["check", "rules", "rules.yml"], folder);
  await run(promtool, ["test", "rules", "rules.test.yml"], folder);
}

if (process.argv.includes("--write"))
  await writeFile(join(root, "ops/grafana/nxzalo.json"), `${JSON.stringify(dashboard, null, 2)}\n`);
assert.deepEqual(JSON.parse(await read("ops/grafana/nxzalo.json")), dashboard, "run `node tools/check-ops.ts --write`");
assert.deepEqual(readAlarms(await read("ops/prometheus/rules.yml")), alarmRules.map(toAlarm));
await checkRunbooks();
const count = await checkMetrics();
await checkRules();
console.log(
  `${alarmRules.length} alarms, the same in the gateway and in Prometheus, each with its page; ${count} metrics, all documented`,
);
