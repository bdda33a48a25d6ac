import { readFileSync } from "node:fs";
import { type NxZaloEvent, upstreamCodes } from "@nxzalo/core";
import type { ProxyReport } from "@nxzalo/proxy";
import { describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import { createObservers } from "../proxy.ts";
import { type AlarmObserver, createAlarmObserver } from "./facts.ts";
import { alarmRules } from "./rules.ts";
import { createAlarmWatch } from "./watch.ts";

const minuteMs = 60_000;

/** A gateway whose clock is moved a quarter of a minute at a time. */
function createScene({ takesReceipts = true } = {}) {
  let now = Date.UTC(2026, 0, 2);
  const told: string[] = [];
  const observer = createAlarmObserver(takesReceipts, () => now);
  const judge = createAlarmWatch(alarmRules, ({ rule, status }) => told.push(`${rule.name} ${status}`));
  const pass = (ms: number, meanwhile: (observer: AlarmObserver) => void = () => {}) => {
    for (const end = now + ms; now < end; now += 15_000) {
      meanwhile(observer);
      judge(observer.facts(), now);
    }
    return told.splice(0);
  };
  return { observer, pass };
}

const settled = (more: Partial<Extract<NxZaloEvent, { type: "settled" }>> = {}): NxZaloEvent => ({
  type: "settled",
  operation: "sendTemplate",
  attempts: 1,
  durationMs: 1,
  ...more,
});
const attempt = (more: Partial<Extract<NxZaloEvent, { type: "attempt" }>> = {}): NxZaloEvent => ({
  type: "attempt",
  operation: "sendTemplate",
  attempt: 1,
  durationMs: 1,
  ...more,
});
const report = (more: Partial<ProxyReport>): ProxyReport => ({
  method: "POST",
  route: "/v1/messages",
  status: 202,
  httpRequestId: "1",
  durationMs: 1,
  level: "info",
  ...more,
});

describe("an alarm is told once when it begins, and once when it is over", () => {
  it.each([
    [1102, "NxZaloBalanceRefused"],
    [1003, "NxZaloSignatureRefused"],
    [1005, "NxZaloSignatureRefused"],
    [1008, "NxZaloSignatureRefused"],
    [9003, "NxZaloApplicationRefused"],
    [17_010, "NxZaloApplicationRefused"],
  ])("NXCLOUD refuses by %i: %s, until ten minutes without another one", (upstreamCode, name) => {
    const { observer, pass } = createScene();
    observer.onEvent(settled({ errorCode: "balance_insufficient", upstreamCode }));
    expect(pass(5 * minuteMs)).toEqual([`${name} firing`]);
    observer.onEvent(settled({ errorCode: "balance_insufficient", upstreamCode }));
    expect(pass(10 * minuteMs)).toEqual([]);
    expect(pass(15_000)).toEqual([`${name} resolved`]);
  });

  it("NXCLOUD refuses by any documented code: the alarm that Prometheus raises for it, or none", () => {
    const rules = readFileSync(new URL("../../../../ops/prometheus/rules.yml", import.meta.url), "utf8");
    const alerts = [...rules.matchAll(/alert: (\w+)\s+expr: .*nxzalo_upstream_code=~?"([\d|]+)"/g)];
    const alertsBy = (code: number) =>
      alerts.filter(([, , codes = ""]) => codes.split("|").includes(String(code))).map(([, name]) => `${name} firing`);
    expect(alerts).toHaveLength(3);
    for (const { code } of upstreamCodes()) {
      const { observer, pass } = createScene();
      observer.onEvent(settled({ errorCode: "upstream_failure", upstreamCode: code }));
      expect(pass(minuteMs)).toEqual(alertsBy(code));
    }
  });

  const fail = (observer: AlarmObserver) => observer.onEvent(attempt({ errorCode: "timeout" }));
  const stats = { oldestUnknownAgeMs: null, lastReceiptAgeMs: null, oldestWaitingEventAgeMs: null };
  it.each<[name: string, afterMs: number, begin: (observer: AlarmObserver) => void, meanwhile?: typeof fail]>([
    ["NxZaloUnreachable", 6 * minuteMs, fail, fail],
    ["NxZaloReceiptsStopped", 20 * minuteMs, (observer) => observer.onEvent(settled())],
    ["NxZaloClockOff", minuteMs, (observer) => observer.onEvent(attempt({ clockOffsetMs: 60_001 }))],
    ["NxZaloStoreFull", minuteMs, (observer) => observer.onReadiness({ causeCode: "SQLITE_FULL" })],
    ["NxZaloNotReady", 2 * minuteMs, (observer) => observer.onReadiness({ causeCode: "ECONNREFUSED" })],
    [
      "NxZaloUnknownsOld",
      15 * minuteMs,
      (observer) => observer.onStats({ ...stats, oldestUnknownAgeMs: 50 * minuteMs }),
    ],
    [
      "NxZaloEventsLate",
      15 * minuteMs,
      (observer) => observer.onStats({ ...stats, oldestWaitingEventAgeMs: 50 * minuteMs }),
    ],
    ["NxZaloQuotaLow", minuteMs, (observer) => observer.onReport(report({ quotaRemaining: 99, quotaDaily: 1_000 }))],
    ["NxZaloQualityLow", minuteMs, (observer) => observer.onQuality("low")],
  ])(
    "%s, when it has lasted %i ms and no sooner, whatever else goes on",
    (name, afterMs, begin, meanwhile = () => {}) => {
      const { observer, pass } = createScene();
      begin(observer);
      const goOn = () => {
        meanwhile(observer);
        observer.onReport(report({}));
        observer.onEvent({ type: "cooled_down", operation: "sendTemplate", waitMs: 1 } as NxZaloEvent);
      };
      expect(pass(afterMs, goOn)).toEqual([]);
      expect(pass(15_000, goOn)).toContain(`${name} firing`);
    },
  );

  it.each<[string, (observer: AlarmObserver) => void]>([
    ["the clock is a minute off", (observer) => observer.onEvent(attempt({ clockOffsetMs: -60_000 }))],
    [
      "a tenth of the quota is left",
      (observer) => observer.onReport(report({ quotaRemaining: 100, quotaDaily: 1_000 })),
    ],
    ["only what is left of the quota is told", (observer) => observer.onReport(report({ quotaRemaining: 0 }))],
    ["only waits are told", (observer) => observer.onEvent({ type: "cooled_down", waitMs: 1 } as NxZaloEvent)],
  ])("none where %s", (_, begin) => {
    const { observer, pass } = createScene();
    begin(observer);
    expect(pass(60 * minuteMs)).toEqual([]);
  });

  it("the clock is off, also while answers without a time come", () => {
    const { observer, pass } = createScene();
    observer.onEvent(attempt({ clockOffsetMs: 70_000 }));
    expect(pass(5 * minuteMs, () => observer.onEvent(attempt()))).toEqual(["NxZaloClockOff firing"]);
  });

  it("NXCLOUD cannot be reached for six minutes", () => {
    const { observer, pass } = createScene();
    const fail = () => observer.onEvent(attempt({ errorCode: "network_error" }));
    expect(pass(5 * minuteMs, fail)).toEqual([]);
    expect(pass(2 * minuteMs, fail)).toEqual(["NxZaloUnreachable firing"]);
    observer.onEvent(attempt({ errorCode: "phone_rejected" }));
    expect(pass(minuteMs)).toEqual(["NxZaloUnreachable resolved"]);
  });

  it("NXCLOUD cannot be reached, also where callers give up meanwhile", () => {
    const { observer, pass } = createScene();
    const fail = () => {
      observer.onEvent(attempt({ errorCode: "network_error" }));
      observer.onEvent(attempt({ isAborted: true }));
    };
    expect(pass(7 * minuteMs, fail)).toEqual(["NxZaloUnreachable firing"]);
  });

  it("NXCLOUD cannot be reached, and five minutes ago the last request was made", () => {
    const { observer, pass } = createScene();
    const fail = () => observer.onEvent(attempt({ errorCode: "network_error" }));
    expect(pass(7 * minuteMs, fail)).toEqual(["NxZaloUnreachable firing"]);
    expect(pass(4.75 * minuteMs)).toEqual([]);
    expect(pass(15_000)).toEqual(["NxZaloUnreachable resolved"]);
  });

  it("messages are accepted, and no receipt comes", () => {
    const { observer, pass } = createScene();
    observer.onEvent(settled());
    expect(pass(19 * minuteMs, () => observer.onEvent(settled()))).toEqual([]);
    expect(pass(2 * minuteMs)).toEqual(["NxZaloReceiptsStopped firing"]);
    observer.onReport(report({ receiptStatus: "delivered" }));
    expect(pass(minuteMs)).toEqual(["NxZaloReceiptsStopped resolved"]);
  });

  it.each([60 * minuteMs, null])(
    "messages are accepted, and the last receipt of all gateways is of %j ms before",
    (lastReceiptAgeMs) => {
      const { observer, pass } = createScene();
      const told = { oldestUnknownAgeMs: null, lastReceiptAgeMs, oldestWaitingEventAgeMs: null };
      observer.onEvent(settled());
      expect(pass(21 * minuteMs, () => observer.onStats(told))).toEqual(["NxZaloReceiptsStopped firing"]);
    },
  );

  it("the clock is off", () => {
    const { observer, pass } = createScene();
    observer.onEvent(attempt({ clockOffsetMs: -70_000 }));
    expect(pass(2 * minuteMs)).toEqual(["NxZaloClockOff firing"]);
    observer.onEvent(attempt({ clockOffsetMs: 400 }));
    expect(pass(minuteMs)).toEqual(["NxZaloClockOff resolved"]);
  });

  it.each(["53100", "ENOSPC", "SQLITE_FULL"])("the disk is full: %s", (causeCode) => {
    const { observer, pass } = createScene();
    observer.onReport(report({ status: 503, causeCode }));
    expect(pass(1.5 * minuteMs, () => observer.onReadiness({ causeCode }))).toEqual(["NxZaloStoreFull firing"]);
    expect(pass(minuteMs, () => observer.onReadiness(undefined))).toEqual(["NxZaloStoreFull resolved"]);
  });

  it("the disk is full for calls, and not for what looks whether it is", () => {
    const { observer, pass } = createScene();
    const goOn = () => {
      observer.onReadiness(undefined);
      observer.onReport(report({ status: 503, causeCode: "SQLITE_FULL" }));
    };
    expect(pass(1.5 * minuteMs, goOn)).toEqual(["NxZaloStoreFull firing"]);
  });

  it("the store is away", () => {
    const { observer, pass } = createScene();
    expect(pass(3 * minuteMs, () => observer.onReadiness({ causeCode: "ECONNREFUSED" }))).toEqual([
      "NxZaloNotReady firing",
    ]);
    expect(pass(minuteMs, () => observer.onReadiness(undefined))).toEqual(["NxZaloNotReady resolved"]);
  });

  it("the store comes and goes", () => {
    const { observer, pass } = createScene();
    const comeAndGo = () => [
      ...pass(minuteMs, () => observer.onReadiness({ causeCode: "ECONNRESET" })),
      ...pass(minuteMs, () => observer.onReadiness(undefined)),
    ];
    expect(comeAndGo()).toEqual([]);
    expect(pass(minuteMs, () => observer.onReadiness({ causeCode: "ECONNRESET" }))).toEqual([]);
    expect(pass(minuteMs, () => observer.onReadiness(undefined))).toEqual(["NxZaloReadinessFlapping firing"]);
    expect(pass(16 * minuteMs, () => observer.onReadiness(undefined))).toEqual(["NxZaloReadinessFlapping resolved"]);
  });

  it("nothing tells of a message for an hour", () => {
    const { observer, pass } = createScene();
    observer.onStats({ oldestUnknownAgeMs: 50 * minuteMs, lastReceiptAgeMs: null, oldestWaitingEventAgeMs: null });
    expect(pass(14 * minuteMs)).toEqual([]);
    expect(pass(2 * minuteMs)).toEqual(["NxZaloUnknownsOld firing"]);
    observer.onStats({ oldestUnknownAgeMs: null, lastReceiptAgeMs: 0, oldestWaitingEventAgeMs: null });
    expect(pass(minuteMs)).toEqual(["NxZaloUnknownsOld resolved"]);
  });

  it("a target takes no events for an hour", () => {
    const { observer, pass } = createScene();
    const told = { oldestUnknownAgeMs: null, lastReceiptAgeMs: null };
    observer.onStats({ ...told, oldestWaitingEventAgeMs: 50 * minuteMs });
    expect(pass(14 * minuteMs)).toEqual([]);
    expect(pass(2 * minuteMs)).toEqual(["NxZaloEventsLate firing"]);
    observer.onStats({ ...told, oldestWaitingEventAgeMs: null });
    expect(pass(minuteMs)).toEqual(["NxZaloEventsLate resolved"]);
  });

  it("the quota is nearly used, and the account rated low", () => {
    const { observer, pass } = createScene();
    observer.onReport(report({ quotaRemaining: 99, quotaDaily: 1_000 }));
    observer.onQuality("LOW");
    expect(pass(2 * minuteMs)).toEqual(["NxZaloQuotaLow firing", "NxZaloQualityLow firing"]);
    observer.onReport(report({ quotaRemaining: 1_000, quotaDaily: 1_000 }));
    observer.onQuality("HIGH");
    expect(pass(minuteMs)).toEqual(["NxZaloQuotaLow resolved", "NxZaloQualityLow resolved"]);
  });
});

describe("no alarm", () => {
  it("of a single request without an answer, after which none is made", () => {
    const { observer, pass } = createScene();
    observer.onEvent(attempt({ errorCode: "timeout" }));
    expect(pass(600 * minuteMs)).toEqual([]);
  });

  it("of receipts that reach another gateway", () => {
    const { observer, pass } = createScene();
    const goOn = () => {
      observer.onEvent(settled());
      observer.onStats({ oldestUnknownAgeMs: null, lastReceiptAgeMs: 1_000, oldestWaitingEventAgeMs: null });
    };
    expect(pass(60 * minuteMs, goOn)).toEqual([]);
  });

  it("of receipts where no message was accepted", () => {
    const { observer, pass } = createScene();
    const goOn = () => {
      observer.onEvent(settled({ operation: "initJourneyToken" }));
      observer.onEvent(settled({ errorCode: "phone_rejected", upstreamCode: 9002 }));
      observer.onEvent(settled({ isAborted: true }));
    };
    expect(pass(60 * minuteMs, goOn)).toEqual([]);
  });

  it("of receipts that this gateway does not take", () => {
    const { observer, pass } = createScene({ takesReceipts: false });
    expect(pass(60 * minuteMs, () => observer.onEvent(settled()))).toEqual([]);
  });

  it.each([
    ["of receipts in staging, where what is simulated has none", { STAGING: "true" }, false],
    ["nor where no receipt can come", { RECEIPT_KEYS: "" }, false],
    ["but in production", {}, true],
  ])("%s", async (_, variables, expectsReceipt) => {
    const config = gatewayConfigFromEnv({
      NXCLOUD_APP_KEY: "app",
      NXCLOUD_ACCESS_KEY: "access",
      NXCLOUD_ACCESS_SECRET: "0123456789abcdef",
      GATEWAY_API_KEYS: "shop:0123456789abcdef",
      RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
      ...variables,
    });
    const { alarms } = await createObservers(config, () => {});
    alarms.onEvent(settled());
    expect(alarms.facts().unreceiptedSince !== undefined).toBe(expectsReceipt);
  });

  it("in an ordinary hour: phones that are refused, single failures, one restart of the store", () => {
    const { observer, pass } = createScene();
    let turns = 0;
    const goOn = () => {
      turns++;
      observer.onEvent(attempt({ clockOffsetMs: 900, errorCode: turns % 7 === 0 ? "timeout" : undefined }));
      observer.onEvent(settled(turns % 5 === 0 ? { errorCode: "phone_rejected", upstreamCode: 9002 } : {}));
      observer.onReport(report({ receiptStatus: "success", quotaRemaining: 5_000 - turns, quotaDaily: 5_000 }));
      observer.onReadiness(turns === 100 ? { causeCode: "57P01" } : undefined);
      observer.onStats({ oldestUnknownAgeMs: 10 * minuteMs, lastReceiptAgeMs: 0, oldestWaitingEventAgeMs: null });
      observer.onQuality("MEDIUM");
    };
    expect(pass(60 * minuteMs, goOn)).toEqual([]);
  });
});
