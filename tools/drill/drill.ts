import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { phoneForCode } from "@nxzalo/sandbox";
import { alarmRules } from "../../apps/gateway/src/alarms/rules.ts";
import { findProgram } from "../debian/find-program.mjs";
import { installPackages } from "../debian/install-packages.mjs";
import { startPrometheus } from "./live-prometheus.ts";
import { testByPromtool } from "./promtool-test.ts";
import { nextPhone, type Provocation, provocations } from "./provocations.ts";
import { runRunbook } from "./run-runbook.ts";
import { createScrapes } from "./scrapes.ts";
import { createStage, type Stage } from "./stage.ts";

const minuteMs = 60_000;
const liveLimitMs = 60_000;
/** The longest that a condition looks back at. */
const overWithinMs = 20 * minuteMs;

/** An hour as hours are: messages go, now and then a phone is refused, an answer is broken, a caller sends nonsense. */
async function passOrdinaryHour(stage: Stage): Promise<void> {
  let turn = 0;
  await stage.pass(60 * minuteMs, async () => {
    turn++;
    const statuses = [await stage.send(nextPhone()), await stage.send(nextPhone())];
    if (turn % 9 === 0) await stage.send(phoneForCode(9002));
    if (turn % 11 === 0) await stage.call("/v1/messages", { phone: "not a phone" });
    if (turn % 13 === 0) {
      stage.nxcloud.sandbox.faults.push("html_502");
      await stage.call("/v1/journeys", { phone: nextPhone(), tokenType: "token_logistics_7" });
    }
    if (turn % 60 === 0) await stage.call("/v1/account", {});
    assert.deepEqual(statuses, [202, 202]);
    assert.deepEqual([...stage.alerts.firing.keys()], [], "an alarm in an ordinary hour");
  });
}

/**
 * Provokes one alarm, runs its page's command, ends what is wrong, and waits until it is over. `onDue` is called when it has to have fired, and
 * is still provoked.
 */
async function provoke(
  stage: Stage,
  { alarm, withinMs, begin, goOn, end }: Provocation,
  onDue: () => void,
): Promise<void> {
  const startedAt = stage.now();
  await begin?.(stage);
  let step = 0;
  await stage.pass(withinMs, async () => goOn?.(stage, step++));
  onDue();
  const firedAt = stage.alerts.firing.get(alarm);
  assert(firedAt !== undefined, `${alarm} has not fired within ${withinMs / minuteMs} min`);
  const page = alarmRules.find(({ name }) => name === alarm)?.runbook ?? "";
  const shown = await runRunbook(page, stage.variables);
  await end?.(stage);
  const endedAt = stage.now();
  while (stage.alerts.firing.has(alarm)) {
    assert(stage.now() - endedAt < overWithinMs, `${alarm} is not over`);
    await stage.pass(minuteMs, () => stage.send(nextPhone()));
    await stage.call("/v1/account", {});
  }
  const inMinutes = (ms: number) => (ms / minuteMs).toFixed(1);
  console.log(
    `  ${alarm}: fired after ${inMinutes(firedAt - startedAt)} of ${inMinutes(withinMs)} min, over after ${inMinutes(stage.now() - endedAt)}; its page shows: ${shown.trim().split("\n")[0]?.slice(0, 100)}`,
  );
}

/** With a Prometheus of its own, in real time: what fires at once. */
async function watchLive(stage: Stage): Promise<void> {
  const prometheus = await startPrometheus(stage.metricsUrl);
  const wanted = ["NxZaloBalanceRefused", "NxZaloSignatureRefused", "NxZaloApplicationRefused"];
  try {
    await delay(3_000);
    for (const code of [1102, 1005, 9003]) await stage.send(phoneForCode(code));
    const startedAt = Date.now();
    for (;;) {
      const firing = await prometheus.firing();
      if (wanted.every((name) => firing.has(name))) break;
      assert(Date.now() - startedAt < liveLimitMs, `Prometheus tells only of ${[...firing].join(", ")}`);
      await delay(500);
    }
    console.log(
      `  Prometheus, scraping each second: ${wanted.join(", ")} after ${Math.round((Date.now() - startedAt) / 1_000)} s`,
    );
  } finally {
    await prometheus.stop();
  }
}

/**
 * The drill: an ordinary hour in which no alarm fires, then each alarm provoked on a running gateway, which has to fire in its time, at
 * `ALERT_URL` and by Prometheus' rules over what was scraped.
 */
export async function runDrill(): Promise<void> {
  installPackages({
    prometheus: () => findProgram("prometheus") && findProgram("promtool"),
    "postgresql-client": () => findProgram("psql"),
  });
  assert.deepEqual(new Set(provocations.map(({ alarm }) => alarm)), new Set(alarmRules.map(({ name }) => name)));
  const scrapes = createScrapes();
  let steps = 0;
  const stage: Stage = await createStage(async (step) => {
    steps = step;
    const metrics = await stage.readMetrics();
    if (metrics !== undefined) scrapes.add(step, metrics);
  });
  try {
    await passOrdinaryHour(stage);
    const quietUntil = steps;
    console.log("  an ordinary hour: no alarm");
    const firing = new Map<string, number>();
    for (const provocation of provocations) {
      await provoke(stage, provocation, () => firing.set(provocation.alarm, steps));
    }
    if ((await stage.readMetrics()) === undefined)
      return console.log("  Prometheus: left out, the gateway serves no metrics");
    await testByPromtool(scrapes, { quietUntil, firing });
    console.log(`  promtool, over ${steps} scrapes: the same alarms in the same times, none in the ordinary hour`);
    await watchLive(stage);
  } finally {
    await stage.stop();
  }
}
