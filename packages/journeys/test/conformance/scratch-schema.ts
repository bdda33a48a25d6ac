import { randomBytes } from "node:crypto";
import pg from "pg";

/** A schema for one test. */
export interface ScratchSchema {
  readonly name: string;
  /** The server's URL, with the schema as its search path. */
  readonly url: string;
  drop(): Promise<void>;
}

async function run(serverUrl: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const newName = () => `nxzalo_test_${randomBytes(6).toString("hex")}`;

/** A schema of its own on a Postgres server, so that tests neither meet each other nor what is there already. */
export async function createScratchSchema(serverUrl: string): Promise<ScratchSchema> {
  const name = newName();
  await run(serverUrl, `CREATE SCHEMA ${name}`);
  const url = new URL(serverUrl);
  url.searchParams.set("options", `-c search_path=${name}`);
  return { name, url: url.href, drop: () => run(serverUrl, `DROP SCHEMA ${name} CASCADE`) };
}

/** A database of its own, on another disk where `tablespace` names a folder; it is dropped with the connections that are still open. */
export async function createScratchDatabase(
  serverUrl: string,
  tablespace?: string,
): Promise<Pick<ScratchSchema, "name" | "drop">> {
  const name = newName();
  if (tablespace !== undefined) await run(serverUrl, `CREATE TABLESPACE ${name} LOCATION '${tablespace}'`);
  await run(serverUrl, `CREATE DATABASE ${name} ${tablespace === undefined ? "" : `TABLESPACE ${name}`}`);
  return { name, drop: () => run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}
