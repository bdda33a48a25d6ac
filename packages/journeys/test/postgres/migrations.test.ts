import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { createPostgresStore, postgresMigrations } from "../../src/postgres.ts";
import { journeyOf } from "../conformance/samples.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A schema, and a role that may use what is in it and make nothing. */
async function surroundings() {
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  const schema = await createScratchSchema(server);
  const role = `${schema.name}_reader`;
  await admin.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA ${schema.name} TO ${role}`);
  await admin.query(
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema.name} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`,
  );
  closing.push(async () => {
    await schema.drop();
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await admin.end();
  });
  const url = new URL(server);
  url.searchParams.set("options", `-c role=${role}`);
  const open = async (migrate: boolean, at: string = url.href) => {
    const store = await createPostgresStore({ url: at, schema: schema.name, migrate, storeKeys });
    closing.push(store.records.close);
    return store;
  };
  return { admin, schema: schema.name, open };
}

describe("tables that are made by hand", () => {
  it("serve a role that may make none", async () => {
    const { admin, schema, open } = await surroundings();
    for (const { sql } of postgresMigrations({ schema })) await admin.query(`BEGIN; ${sql} COMMIT`);
    for (const migrate of [false, true]) {
      const { records } = await open(migrate);
      await records.addJourney(journeyOf("1"));
      expect(await records.find("1")).toBeDefined();
    }
  });

  it("are those that the store makes itself", async () => {
    const { admin, schema, open } = await surroundings();
    await open(true, server);
    for (const { sql } of postgresMigrations({ schema }))
      await expect(admin.query(`BEGIN; ${sql} COMMIT`)).rejects.toThrow(/already exists|does not exist/);
    await admin.query("ROLLBACK");
    await open(false);
  });

  it("are asked for where they are missing", async () => {
    const { open } = await surroundings();
    await expect(open(false)).rejects.toMatchObject({
      kind: "config",
      issues: [
        { path: ["database"], code: "schema_missing", message: expect.stringContaining("postgresMigrations()") },
      ],
    });
    await expect(open(true)).rejects.toMatchObject({
      kind: "config",
      issues: [{ path: ["database"], code: "database_permission_missing" }],
    });
  });
});

describe("postgresMigrations", () => {
  it("names the tables of a schema, which has to have a name that needs no thought", () => {
    expect(postgresMigrations({ schema: "zalo" })).toMatchObject([
      { version: 1, sql: expect.stringContaining('CREATE TABLE "zalo".nxzalo_journeys (') },
      { version: 2, sql: expect.stringContaining('ON "zalo".nxzalo_messages (') },
      { version: 3, sql: expect.stringContaining('DROP INDEX "zalo".nxzalo_messages_by_outcome') },
      { version: 4, sql: expect.stringContaining('ALTER TABLE "zalo".nxzalo_messages ADD COLUMN due_at BIGINT') },
      {
        version: 5,
        sql: expect.stringContaining('ON "zalo".nxzalo_messages (phone_ending_index, created_at, message_id)'),
      },
    ]);
    for (const schema of ["", 'x"; DROP TABLE y', "9", "a".repeat(64)])
      expect(() => postgresMigrations({ schema })).toThrow("schema must be the name of a schema");
  });

  it("refuses an option that does not exist, by name", () =>
    expect(() => postgresMigrations({ shema: "x" } as object)).toThrow("shema is not a known option"));
});
