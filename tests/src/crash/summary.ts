import type { Asked } from "./asked.ts";
import type { CrashRun } from "./judge.ts";
import type { CrashCounts } from "./run-crash.ts";

function endOf({ end }: Asked): string {
  if (end.kind !== "answered") return end.kind;
  return end.status < 300 ? String(end.status) : `${end.status} ${String(end.json["code"])}`;
}

function counted(asked: readonly Asked[]): string {
  const groups = [...Map.groupBy(asked, endOf)].sort(([one], [other]) => (one < other ? -1 : 1));
  return groups.map(([end, { length }]) => `${end}: ${length}`).join(", ");
}

/** A run in a few lines. */
export function summary(name: string, seed: number, run: CrashRun & CrashCounts): string {
  const { asked, journal, kills, early, pauses } = run;
  const slowest = asked.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
  const phases = (["storm", "unsettled", "settled"] as const).map(
    (phase) => `  ${phase}: ${counted(asked.filter((one) => one.phase === phase))}`,
  );
  return [
    `crash, ${name}: seed ${seed}, ${asked.length} requests, ${kills} kills (and ${early} while starting), ${pauses} pauses; ` +
      `${journal.length} messages accepted, ${run.toldBefore.size} told before the first wave; slowest ${slowest} ms`,
    ...phases,
  ].join("\n");
}
