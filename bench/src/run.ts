import { availableParallelism } from "node:os";
import { root } from "../../tools/public-packages.ts";
import { run } from "../../tools/run-command.ts";
import type { Row } from "./row.ts";

/** What `pnpm bench --json` writes. */
export interface BenchRun {
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly commit: string;
  readonly node: string;
  /** Of the machine. */
  readonly cores: number;
  readonly rows: readonly Row[];
}

/** The rows, with what they were measured on. */
export async function describeRun(rows: readonly Row[]): Promise<BenchRun> {
  const commit = (await run("git", ["rev-parse", "HEAD"], root)).trim();
  return { measuredAt: new Date().toISOString(), commit, node: process.version, cores: availableParallelism(), rows };
}
