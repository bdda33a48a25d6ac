import type { WriteLog } from "../log.ts";
import type { AlertConfig } from "./config.ts";
import { createDelivery } from "./deliver.ts";
import type { AlarmObserver, StoreStats } from "./facts.ts";
import { alarmRules } from "./rules.ts";
import { type Alarm, createAlarmWatch } from "./watch.ts";

/** What alarms are judged and told by. */
export interface AlarmOptions {
  /** Where they go besides the log. */
  readonly config: AlertConfig | undefined;
  /** What this gateway is called in its alarms: each of several gateways tells its own. */
  readonly gateway: string;
  readonly write: WriteLog;
  readonly observer: AlarmObserver;
  /** Asked once a minute. */
  readonly readStats?: (() => Promise<StoreStats>) | undefined;
}

/** Alarms that are being judged. */
export interface RunningAlarms {
  stop(): void;
}

const judgedEveryMs = 5_000;
const statsEveryMs = 60_000;

/** What the log says of an alarm. */
function toLine({ rule, status, startedAt, at }: Alarm) {
  const { name: alarm, summary, severity, runbook } = rule;
  if (status === "resolved")
    return { level: "info", message: `alarm over: ${summary}`, alarm, durationMs: at - startedAt } as const;
  const level = severity === "critical" ? "error" : "warn";
  return { level, message: `alarm: ${summary}`, alarm, hint: `docs/runbooks/${runbook}.md` } as const;
}

/** Judges the alarms regularly. Each is a line of the log when it begins and when it is over, and is posted where there is an `ALERT_URL`. */
export function startAlarms({ config, gateway, write, observer, readStats }: AlarmOptions): RunningAlarms {
  const delivery = config && createDelivery(config, { gateway, write });
  const judge = createAlarmWatch(alarmRules, (alarm) => {
    write(toLine(alarm));
    delivery?.post(alarm);
  });
  let isAsking = false;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function askStore(): Promise<void> {
    if (!readStats || isAsking || Date.now() - askedAt < statsEveryMs) return;
    isAsking = true;
    askedAt = Date.now();
    // A store that is away is an alarm of its own.
    await readStats().then(observer.onStats, () => {});
    isAsking = false;
  }

  const timer = setInterval(() => {
    judge(observer.facts(), Date.now());
    void askStore();
  }, judgedEveryMs).unref();
  return {
    stop: () => {
      clearInterval(timer);
      delivery?.stop();
    },
  };
}
