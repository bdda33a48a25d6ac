import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { openBaseline } from "../baseline.ts";
import { inTurn } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 25;

/** Milliseconds of a process that runs `code` in a folder, whose packages it finds, and ends. */
function timed(code: string, cwd: string): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd, stdio: "inherit" });
  return performance.now() - startedAt;
}

/** What an import takes on top of an empty process. */
export async function importRows(): Promise<Row[]> {
  const rows: Row[] = [];
  const here = import.meta.dirname;
  const baseline = await openBaseline();
  if (baseline === undefined) return rows;
  for (const [name, bound] of [
    ["@nxzalo/core", 0.3],
    ["@nxzalo/node", 0.75],
    ["nxzalo-gateway", 0.5],
  ] as const) {
    const code = `import ${JSON.stringify(name)};`;
    const times = await inTurn(rounds, {
      ours: () => timed(code, here),
      before: () => timed(code, join(baseline, "bench/src")),
      empty: () => timed("0", here),
    });
    const aim = { row: `import of ${name}`, against: "that of e183ffa", unit: "ms", sense: "at most", bound } as const;
    rows.push(
      toRow(
        aim,
        times.map(({ ours, before, empty }) => [ours - empty, before - empty]),
      ),
    );
  }
  return rows;
}
