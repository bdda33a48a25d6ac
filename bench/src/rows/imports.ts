import { execFileSync } from "node:child_process";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 25;

/** Milliseconds of a process that runs `code` and ends. */
function timed(code: string): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: import.meta.dirname, stdio: "inherit" });
  return performance.now() - startedAt;
}

export async function importRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, bound] of [
    ["@nxzalo/core", 60],
    ["@nxzalo/node", 200],
    ["nxzalo-gateway", 200],
  ] as const) {
    const pairs = await interleave(
      rounds,
      () => timed(`import ${JSON.stringify(name)};`),
      () => timed("0"),
    );
    const aim = { unit: "ms", sense: "at most", bound, compare: "difference" } as const;
    rows.push(toRow({ row: `import of ${name}`, against: "node -e 0", ...aim }, pairs));
  }
  return rows;
}
