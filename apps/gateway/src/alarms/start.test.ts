import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { LogFields } from "../log.ts";
import { createAlarmObserver } from "./facts.ts";
import { startAlarms } from "./start.ts";

const minuteMs = 60_000;
const nothing = { oldestUnknownAgeMs: null, lastReceiptAgeMs: null, oldestWaitingEventAgeMs: null };

/** Alarms of a gateway whose clock the tests move. */
function start({ isPosted = false, hasStore = true, readStats = async () => nothing } = {}) {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
  const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response());
  const observer = createAlarmObserver(true);
  const lines: LogFields[] = [];
  const write = (line: LogFields) => lines.push(line);
  const posts = { url: "https://ops.shop.example", format: "webhook", secret: "0123456789abcdef", to: [] } as const;
  const asked = hasStore ? readStats : undefined;
  const config = isPosted ? posts : undefined;
  const alarms = startAlarms({ config, gateway: "gw-1", write, observer, readStats: asked });
  onTestFinished(() => {
    alarms.stop();
    vi.useRealTimers();
    fetch.mockRestore();
  });
  return { alarms, observer, lines, fetch };
}

describe("alarms", () => {
  it("are lines of the log, by their weight, when they begin and when they are over, and go nowhere else by default", async () => {
    const { observer, lines, fetch } = start();
    observer.onReadiness({ causeCode: "SQLITE_FULL" });
    observer.onQuality("LOW");
    await vi.advanceTimersByTimeAsync(1.5 * minuteMs);
    const full = { alarm: "NxZaloStoreFull", hint: "docs/runbooks/store-full.md" };
    const low = { alarm: "NxZaloQualityLow", hint: "docs/runbooks/quality-low.md" };
    expect(lines.splice(0)).toMatchObject([
      { level: "error", message: expect.stringMatching(/^alarm: the disk/), ...full },
      { level: "warn", ...low },
    ]);
    observer.onReadiness(undefined);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lines).toMatchObject([
      {
        level: "info",
        message: expect.stringMatching(/^alarm over: the disk/),
        alarm: full.alarm,
        durationMs: 1.5 * minuteMs,
      },
    ]);
    await vi.advanceTimersByTimeAsync(30 * minuteMs);
    expect(lines).toHaveLength(1);
    expect(fetch).not.toHaveBeenCalled();
  });

  it("are judged without a store, too", async () => {
    const { observer, lines } = start({ hasStore: false });
    observer.onQuality("LOW");
    await vi.advanceTimersByTimeAsync(2 * minuteMs);
    expect(lines).toMatchObject([{ alarm: "NxZaloQualityLow" }]);
  });

  it("are posted where there is an ALERT_URL, and neither judged nor posted once they were stopped", async () => {
    const { alarms, observer, lines, fetch } = start({ isPosted: true });
    observer.onQuality("LOW");
    await vi.advanceTimersByTimeAsync(1.5 * minuteMs);
    expect(fetch).toHaveBeenCalledOnce();
    fetch.mockResolvedValue(new Response(null, { status: 500 }));
    observer.onQuality("HIGH");
    await vi.advanceTimersByTimeAsync(6_000);
    const posts = fetch.mock.calls.length;
    alarms.stop();
    observer.onQuality("LOW");
    await vi.advanceTimersByTimeAsync(60 * minuteMs);
    expect(fetch).toHaveBeenCalledTimes(posts);
    expect(lines.map(({ level }) => level)).toEqual(["warn", "info"]);
  });

  it("are judged by what the store tells, which is asked once a minute, also after a failure", async () => {
    const readStats = vi.fn(async () => ({ ...nothing, oldestUnknownAgeMs: 61 * minuteMs }));
    readStats.mockRejectedValueOnce(new Error("away"));
    const { lines } = start({ readStats: readStats as unknown as () => Promise<typeof nothing> });
    await vi.advanceTimersByTimeAsync(10 * minuteMs + 5_000);
    expect(readStats).toHaveBeenCalledTimes(11);
    expect(lines).toMatchObject([{ alarm: "NxZaloUnknownsOld" }]);
  });

  it("do not ask a store again that has not answered yet", async () => {
    const readStats = vi.fn(() => new Promise<typeof nothing>(() => {}));
    start({ readStats });
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(readStats).toHaveBeenCalledOnce();
  });
});
