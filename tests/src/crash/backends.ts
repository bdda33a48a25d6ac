import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createScratchDatabase,
  createScratchSchema,
} from "../../../packages/journeys/test/conformance/scratch-schema.ts";

/** What several gateways share. */
export interface Backend {
  /** The variables by which they find it. */
  readonly env: Readonly<Record<string, string>>;
  /** By how many milliseconds the clocks of three gateways are wrong: those that share a file are on one machine. */
  readonly clocks: readonly [number, number, number];
  remove(): Promise<void>;
}

/** Within what NXCLOUD allows, so that each signs what is accepted. */
const apart = [0, 20_000, -20_000] as const;

const sqlite = async (): Promise<Backend> => {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-crash-"));
  return {
    env: { SQLITE_PATH: join(folder, "shared.db") },
    clocks: [0, 0, 0],
    remove: async () => rmSync(folder, { recursive: true }),
  };
};

const postgres = async (server: string): Promise<Backend> => {
  const { url, drop } = await createScratchSchema(server);
  return { env: { DATABASE_URL: url, STORE_KEY: randomBytes(32).toString("base64") }, clocks: apart, remove: drop };
};

/** A database of its own: what a pooler shares between callers has no search path of theirs. */
const postgresBehind = async (pooler: string, server: string): Promise<Backend> => {
  const { name, drop } = await createScratchDatabase(server);
  const url = new URL(pooler);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href, STORE_KEY: randomBytes(32).toString("base64") },
    clocks: apart,
    remove: drop,
  };
};

/** The server that `DATABASE_URL` names, if it does, and PgBouncer before it. */
export const postgresServer = process.env["DATABASE_URL"] || undefined;
export const pooler = process.env["PGBOUNCER_URL"] || undefined;

/** A backend that runs are made on. */
interface Subject {
  readonly name: string;
  /** Of the requests of a run. */
  readonly share: number;
  readonly create: () => Promise<Backend>;
}

/** What this run has. */
export const backends: readonly Subject[] = [
  { name: "one SQLite file", share: 1, create: sqlite },
  ...(postgresServer ? [{ name: "one Postgres database", share: 1, create: () => postgres(postgresServer) }] : []),
  ...(postgresServer && pooler
    ? [{ name: "one behind PgBouncer", share: 0.3, create: () => postgresBehind(pooler, postgresServer) }]
    : []),
];
