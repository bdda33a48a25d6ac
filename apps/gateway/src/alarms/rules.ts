import { type AlarmFacts, flappingMs } from "./facts.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long a refusal is remembered. */
const refusalMs = 10 * minuteMs;

/** One condition that someone has to hear of. */
export interface AlarmRule {
  /** The same as in `ops/prometheus/rules.yml`. */
  readonly name: string;
  /** `critical`: messages do not go, or are lost. `warning`: they soon may. */
  readonly severity: "critical" | "warning";
  /** How long the condition has to hold, in milliseconds. */
  readonly forMs: number;
  /** What has happened, for a person. */
  readonly summary: string;
  /** The page in `docs/runbooks` that says what to do, without its ending. */
  readonly runbook: string;
  readonly holds: (facts: AlarmFacts, now: number) => boolean;
}

const isRefused =
  (...codes: readonly number[]): AlarmRule["holds"] =>
  ({ refusedAt }, now) =>
    codes.some((code) => now - (refusedAt.get(code) ?? Number.NEGATIVE_INFINITY) < refusalMs);

/** Whether a condition began so long ago. */
const isOlder = (since: number | undefined, ageMs: number, now: number) => since !== undefined && now - since >= ageMs;

/**
 * Every alarm there is. The gateway judges itself by these and tells `ALERT_URL`; Prometheus judges by the same names and durations, which
 * `pnpm check:ops` holds together.
 */
export const alarmRules: readonly AlarmRule[] = [
  {
    name: "NxZaloBalanceRefused",
    severity: "critical",
    forMs: 0,
    summary: "NXCLOUD refuses calls: the balance is used up",
    runbook: "balance-refused",
    holds: isRefused(1102),
  },
  {
    name: "NxZaloSignatureRefused",
    severity: "critical",
    forMs: 0,
    summary: "NXCLOUD refuses calls: the access key or its secret is not accepted",
    runbook: "signature-refused",
    holds: isRefused(1000, 1001, 1003, 1005),
  },
  {
    name: "NxZaloApplicationRefused",
    severity: "critical",
    forMs: 0,
    summary: "NXCLOUD refuses calls: the account, its application, quotation or route cannot be used",
    runbook: "application-refused",
    holds: isRefused(1100, 9003, 9004, 9005, 17009, 17010),
  },
  {
    name: "NxZaloUnreachable",
    severity: "critical",
    forMs: minuteMs,
    summary: "NXCLOUD has answered no request for five minutes",
    runbook: "nxcloud-unreachable",
    // After one failure and silence, as at night, it may be reached again.
    holds: ({ unreachableSince, unansweredAt }, now) =>
      isOlder(unreachableSince, 5 * minuteMs, now) && !isOlder(unansweredAt, 5 * minuteMs, now),
  },
  {
    name: "NxZaloReceiptsStopped",
    severity: "critical",
    forMs: 5 * minuteMs,
    summary: "messages were accepted a quarter of an hour ago, and no receipt has come since",
    runbook: "receipts-stopped",
    holds: ({ unreceiptedSince }, now) => isOlder(unreceiptedSince, 15 * minuteMs, now),
  },
  {
    name: "NxZaloClockOff",
    severity: "warning",
    forMs: minuteMs,
    summary: "this machine's clock is more than a minute off NXCLOUD's",
    runbook: "clock-off",
    holds: ({ clockOffsetMs }) => Math.abs(clockOffsetMs) > minuteMs,
  },
  {
    name: "NxZaloStoreFull",
    severity: "critical",
    forMs: minuteMs,
    summary: "the disk of the journey store is full: nothing can be sent",
    runbook: "store-full",
    holds: ({ isStoreFull }) => isStoreFull,
  },
  {
    name: "NxZaloNotReady",
    severity: "critical",
    forMs: 2 * minuteMs,
    summary: "the journey store cannot be used: calls are answered 503",
    runbook: "not-ready",
    holds: ({ isReady }) => !isReady,
  },
  {
    name: "NxZaloReadinessFlapping",
    severity: "warning",
    forMs: 0,
    summary: "the gateway has become ready and not ready again and again within a quarter of an hour",
    runbook: "readiness-flapping",
    holds: ({ readinessChanges }, now) => readinessChanges.filter((at) => now - at < flappingMs).length >= 4,
  },
  {
    name: "NxZaloUnknownsOld",
    severity: "warning",
    forMs: 5 * minuteMs,
    summary: "for an hour, no receipt has told whether a message was sent",
    runbook: "unknowns-old",
    holds: ({ oldestUnknownAt }, now) => isOlder(oldestUnknownAt, hourMs, now),
  },
  {
    name: "NxZaloEventsLate",
    severity: "warning",
    forMs: 5 * minuteMs,
    summary: "for an hour, an event has not been taken by its target",
    runbook: "events-late",
    holds: ({ oldestEventAt }, now) => isOlder(oldestEventAt, hourMs, now),
  },
  {
    name: "NxZaloQuotaLow",
    severity: "warning",
    forMs: minuteMs,
    summary: "less than a tenth of the day's quota is left",
    runbook: "quota-low",
    holds: ({ quota }) => quota !== undefined && quota.remaining < quota.daily / 10,
  },
  {
    name: "NxZaloQualityLow",
    severity: "warning",
    forMs: minuteMs,
    summary: "Zalo rates the official account low",
    runbook: "quality-low",
    holds: ({ quality }) => quality?.toUpperCase() === "LOW",
  },
];
