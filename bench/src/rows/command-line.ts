import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 25;
const program = fileURLToPath(new URL("../../../packages/cli/bin/nxzalo.js", import.meta.url));

/** Milliseconds of a process that runs to its end. */
function timed(...args: readonly string[]): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, args, { stdio: "ignore" });
  return performance.now() - startedAt;
}

/** What the command line takes to say its help, on top of an empty process. npx's own start is npm's. */
export async function commandLineRows(): Promise<Row[]> {
  const pairs = await interleave(
    rounds,
    () => timed(program, "--help"),
    () => timed("-e", "0"),
  );
  const aim = { row: "nxzalo --help", against: "node -e 0", unit: "ms", compare: "difference" } as const;
  return [toRow({ ...aim, sense: "at most", bound: 150 }, pairs)];
}
