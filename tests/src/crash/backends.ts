import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScratchSchema } from "../../../packages/journeys/test/conformance/scratch-schema.ts";

/** What several gateways share. */
export interface Backend {
  /** The variables by which they find it. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

const sqlite = async (): Promise<Backend> => {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-crash-"));
  return {
    env: { SQLITE_PATH: join(folder, "shared.db") },
    remove: async () => rmSync(folder, { recursive: true }),
  };
};

const postgres = async (server: string): Promise<Backend> => {
  const { url, drop } = await createScratchSchema(server);
  return { env: { DATABASE_URL: url, STORE_KEY: randomBytes(32).toString("base64") }, remove: drop };
};

/** The server that `DATABASE_URL` names, if it does. */
export const postgresServer = process.env["DATABASE_URL"] || undefined;

/** What this run has. */
export const backends: readonly { readonly name: string; readonly create: () => Promise<Backend> }[] = [
  { name: "one SQLite file", create: sqlite },
  ...(postgresServer ? [{ name: "one Postgres database", create: () => postgres(postgresServer) }] : []),
];
