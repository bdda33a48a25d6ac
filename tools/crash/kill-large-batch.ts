import { join } from "node:path";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";

const rows = 20_000;
const kills = 20;
const withPostgres = join(root, "tools/postgres/with-postgres.mjs");
const vitest = ["pnpm", "--filter", "nxzalo-contract", "exec", "vitest", "run", "--project", "crash"];

/** The crash harness's batch at its full size, on SQLite and Postgres: so many rows, its process killed so often, and the gateway as well. */
export async function killLargeBatch(): Promise<void> {
  process.env["BATCH_ROWS"] = String(rows);
  process.env["BATCH_KILLS"] = String(kills);
  const output = await run(process.execPath, [withPostgres, "--install", ...vitest, "src/crash/batch.test.ts"], root);
  console.log(output.split("\n").slice(-8).join("\n"));
}
