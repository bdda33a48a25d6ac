import { randomBytes } from "node:crypto";
import pg from "pg";

/** A schema for one test. */
export interface ScratchSchema {
  readonly name: string;
  /** The server's URL, with the schema as its search path. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A schema of its own on a Postgres server, so that tests neither meet each other nor what is there already. */
export async function createScratchSchema(serverUrl: string): Promise<ScratchSchema> {
  const name = `nxzalo_test_${randomBytes(6).toString("hex")}`;
  const run = async (text: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await run(`CREATE SCHEMA ${name}`);
  const url = new URL(serverUrl);
  url.searchParams.set("options", `-c search_path=${name}`);
  return { name, url: url.href, drop: () => run(`DROP SCHEMA ${name} CASCADE`) };
}
