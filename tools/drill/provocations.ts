import { phoneForCode } from "@nxzalo/sandbox";
import type { Stage } from "./stage.ts";

const minuteMs = 60_000;

/** How an alarm is brought about. */
export interface Provocation {
  readonly alarm: string;
  /** When it has to have fired, in milliseconds of the moved clock: its duration, what its condition looks back at, and a minute. */
  readonly withinMs: number;
  /** Once, at the beginning. */
  readonly begin?: (stage: Stage) => unknown;
  /** At each step. */
  readonly goOn?: (stage: Stage, step: number) => Promise<unknown>;
  readonly end?: (stage: Stage) => unknown;
}

/** Another person at each call. */
let people = 0;
export const nextPhone = () => `849${String(10_000_000 + people++)}`;
const send = (stage: Stage) => stage.send(nextPhone());

const refused = (alarm: string, code: number): Provocation => ({
  alarm,
  withinMs: minuteMs,
  goOn: (stage) => stage.send(phoneForCode(code)),
});

const away = async ({ sql }: Stage) => {
  await sql("ALTER DATABASE drill WITH ALLOW_CONNECTIONS false");
  await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'drill'");
};
const back = ({ sql }: Stage) => sql("ALTER DATABASE drill WITH ALLOW_CONNECTIONS true");

export const provocations: readonly Provocation[] = [
  refused("NxZaloBalanceRefused", 1102),
  refused("NxZaloSignatureRefused", 1005),
  refused("NxZaloApplicationRefused", 9003),
  {
    alarm: "NxZaloQuotaLow",
    withinMs: 2 * minuteMs,
    begin: ({ nxcloud }) => nxcloud.set({ quotaLeft: 400 }),
    goOn: send,
    end: ({ nxcloud }) => nxcloud.set({ quotaLeft: 4_000 }),
  },
  {
    alarm: "NxZaloQualityLow",
    // For its metrics, the gateway asks once an hour.
    withinMs: 63 * minuteMs,
    begin: ({ nxcloud }) => nxcloud.set({ quality: "LOW" }),
    goOn: async (stage) => {
      await stage.call("/v1/account", {});
      await send(stage);
    },
    end: ({ nxcloud }) => nxcloud.set({ quality: "HIGH" }),
  },
  {
    alarm: "NxZaloClockOff",
    withinMs: 2 * minuteMs,
    begin: ({ nxcloud }) => nxcloud.set({ aheadMs: 90_000 }),
    goOn: send,
    end: ({ nxcloud }) => nxcloud.set({ aheadMs: 0 }),
  },
  {
    alarm: "NxZaloUnreachable",
    withinMs: 12 * minuteMs,
    begin: ({ nxcloud }) => nxcloud.set({ isDown: true }),
    // Opening costs nothing, and leaves nothing unknown.
    goOn: (stage) => stage.call("/v1/journeys", { phone: nextPhone(), tokenType: "token_logistics_7" }),
    end: ({ nxcloud }) => nxcloud.set({ isDown: false }),
  },
  {
    alarm: "NxZaloReceiptsStopped",
    withinMs: 37 * minuteMs,
    begin: ({ nxcloud }) => nxcloud.set({ sendsReceipts: false }),
    goOn: send,
    end: ({ nxcloud }) => nxcloud.set({ sendsReceipts: true }),
  },
  {
    alarm: "NxZaloNotReady",
    withinMs: 3 * minuteMs,
    begin: away,
    end: back,
  },
  {
    alarm: "NxZaloReadinessFlapping",
    withinMs: 4 * minuteMs,
    goOn: (stage, step) => (step % 2 === 0 ? away(stage) : back(stage)),
    end: back,
  },
  {
    alarm: "NxZaloStoreFull",
    withinMs: 3 * minuteMs,
    begin: ({ disk }) => disk.fill(),
    goOn: send,
    end: ({ disk }) => disk.free(),
  },
  {
    alarm: "NxZaloUnknownsOld",
    withinMs: 14 * minuteMs,
    begin: async (stage) => {
      const phone = nextPhone();
      await stage.call("/v1/journeys", { phone, tokenType: "token_logistics_7", reference: phone });
      stage.nxcloud.sandbox.faults.push("closed_after_read");
      // No receipt tells of it.
      await stage.send(phone, "silent");
      await stage.ageUnknowns(54 * minuteMs);
    },
    goOn: send,
    end: (stage) => stage.settleUnknowns(),
  },
  {
    alarm: "NxZaloEventsLate",
    withinMs: 14 * minuteMs,
    begin: (stage) => stage.ageEvents(54 * minuteMs),
    goOn: send,
    end: (stage) => stage.settleEvents(),
  },
];
