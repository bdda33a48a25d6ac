import type { OaQuality } from "@nxzalo/core";
import type { Meter } from "@opentelemetry/api";

const levels = ["HIGH", "MEDIUM", "LOW", "UNDEFINED", "other"] as const;

/** An answer is good for so long; a refusal is not asked for again any sooner. */
const everyMs = 3_600_000;

/**
 * Shows how Zalo rates the official account of the default application: asked for once an hour where metrics are read, and never waited
 * for.
 */
export function observeQuality(meter: Meter, ask: () => Promise<OaQuality>): void {
  let level: string | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    askedAt = performance.now();
    const answer = await ask().catch(() => undefined);
    if (answer) level = levels.find((known) => known === answer.current) ?? "other";
  }

  const gauge = meter.createObservableGauge("nxzalo.quality", {
    unit: "1",
    description: "How Zalo rates the official account: 1 for the level that it has.",
  });
  gauge.addCallback((result) => {
    if (performance.now() - askedAt >= everyMs) void refresh();
    if (level === undefined) return;
    for (const known of levels) result.observe(known === level ? 1 : 0, { "nxzalo.level": known });
  });
}
