import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alarmRules } from "../../apps/gateway/src/alarms/rules.ts";
import { findProgram } from "../debian/find-program.mjs";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";
import type { Scrapes } from "./scrapes.ts";
import { stepMs } from "./stage.ts";

/** When an alarm must fire, and when none may, in steps. */
export interface Expectations {
  /** No alarm up to this step. */
  readonly quietUntil: number;
  /** Each alarm at the step at which it must fire. */
  readonly firing: ReadonlyMap<string, number>;
}

const rulesFile = join(root, "ops/prometheus/rules.yml");
/** Of all gateways together: they have no instance. */
const ofAll = ["NxZaloReceiptsStopped", "NxZaloUnknownsOld"];

const timeOf = (step: number) => `${(step * stepMs) / 1_000}s`;

function expectedAlert(name: string) {
  const rule = alarmRules.find((one) => one.name === name);
  if (!rule) throw new Error(`there is no alarm ${name}`);
  const instance = ofAll.includes(name) ? {} : { instance: "drill" };
  return {
    exp_labels: { severity: rule.severity, ...instance },
    exp_annotations: { summary: rule.summary, runbook: `docs/runbooks/${rule.runbook}.md` },
  };
}

/**
 * Runs Prometheus' rules over what was scraped on the moved clock, by promtool. JSON is YAML.
 *
 * @throws where an alarm does not fire in its time, or one fires in the quiet hour.
 */
export async function testByPromtool(scrapes: Scrapes, { quietUntil, firing }: Expectations): Promise<void> {
  const promtool = findProgram("promtool");
  if (!promtool) throw new Error("the drill needs promtool: Debian's package prometheus");
  const names = new Set((await readFile(rulesFile, "utf8")).match(/\b(?:nxzalo|http_server)_[a-z0-9_]+\b/g));
  const quiet = alarmRules.flatMap(({ name }) =>
    Array.from({ length: Math.floor(quietUntil / 4) }, (_, minute) => ({
      eval_time: timeOf(minute * 4),
      alertname: name,
      exp_alerts: [],
    })),
  );
  const loud = [...firing].map(([name, step]) => ({
    eval_time: timeOf(step),
    alertname: name,
    exp_alerts: [expectedAlert(name)],
  }));
  const test = {
    interval: timeOf(1),
    input_series: scrapes.toInputSeries(names),
    alert_rule_test: [...quiet, ...loud],
  };
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-promtool-"));
  const file = join(folder, "drill.test.yml");
  try {
    await writeFile(file, JSON.stringify({ rule_files: [rulesFile], evaluation_interval: timeOf(1), tests: [test] }));
    await run(promtool, ["test", "rules", file], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
