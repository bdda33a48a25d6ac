import type { RunSummary } from "@nxzalo/batch";
import type { CliContext } from "../context.ts";

const everyMs = 200;

/** How many rows a file has: it is read once more, without anything being sent. */
export async function countRows(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _row of rows) count += 1;
  return count;
}

const formatSeconds = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** One line on a terminal that is written over and over: how far, how fast, how long still. Nothing elsewhere. */
export function createProgress({ process: { stderr }, t }: CliContext, total: number | undefined) {
  const startedAt = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  const isShown = stderr.isTTY && total !== undefined;
  return {
    show({ rows }: RunSummary): void {
      const now = performance.now();
      if (!isShown || now - shownAt < everyMs) return;
      shownAt = now;
      const rate = rows / Math.max(0.001, (now - startedAt) / 1_000);
      const left = formatSeconds((total - rows) / Math.max(0.001, rate));
      stderr.write(`\r\u001b[K${rows}/${total}  ${rate.toFixed(0)}/s  ${t("left", "còn")} ${left}`);
    },
    end(): void {
      if (isShown) stderr.write("\r\u001b[K");
    },
  };
}
