import type { Journal } from "./journal.ts";
import type { SettledCall } from "./settled-call.ts";

/** How often each end came: `resolved`, `aborted`, or the outcome of a failure. */
export function countEnds(settled: readonly SettledCall[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(settled, ({ end }) => (end.kind === "failed" ? end.outcome : end.kind));
  return Object.fromEntries([...groups].map(([end, calls]) => [end, calls.length]));
}

/** One line about a run. */
export function summary(name: string, seed: number, settled: readonly SettledCall[], journal: Journal): string {
  const ends = Object.entries(countEnds(settled)).map(([end, count]) => `${end} ${count}`);
  const accepted = journal.entries.filter(({ verdict }) => verdict === "accepted").length;
  const received = `received whole ${journal.entries.length}, accepted ${accepted}`;
  const worst = settled.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
  return `chaos, ${name}: seed ${seed}, ${settled.length} calls: ${ends.join(", ")}; ${received}; slowest ${worst} ms`;
}
