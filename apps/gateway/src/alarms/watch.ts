import type { AlarmFacts } from "./facts.ts";
import type { AlarmRule } from "./rules.ts";

/** An alarm that begins, or is over. */
export interface Alarm {
  readonly rule: AlarmRule;
  readonly status: "firing" | "resolved";
  /** When its condition began to hold, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** When this was seen. */
  readonly at: number;
}

/**
 * Judges rules by facts, each time it is asked; tells of an alarm once when it begins and once when it is over.
 *
 * @param notify Called for each of these; it must not throw.
 */
export function createAlarmWatch(rules: readonly AlarmRule[], notify: (alarm: Alarm) => void) {
  const holding = new Map<string, { readonly startedAt: number; readonly isFiring: boolean }>();
  return (facts: AlarmFacts, now: number): void => {
    for (const rule of rules) {
      const known = holding.get(rule.name);
      if (!rule.holds(facts, now)) {
        holding.delete(rule.name);
        if (known?.isFiring) notify({ rule, status: "resolved", startedAt: known.startedAt, at: now });
        continue;
      }
      const startedAt = known?.startedAt ?? now;
      const isFiring = now - startedAt >= rule.forMs;
      holding.set(rule.name, { startedAt, isFiring });
      if (isFiring && !known?.isFiring) notify({ rule, status: "firing", startedAt, at: now });
    }
  };
}
