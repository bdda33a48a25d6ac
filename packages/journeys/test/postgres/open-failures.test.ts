import { randomBytes } from "node:crypto";
import { startRefusingServer } from "nxzalo-testing/refusing-postgres";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { findBinaries } from "../../../../tools/postgres/find-binaries.mjs";
import { type StartedServer, startServer } from "../../../../tools/postgres/start-server.mjs";
import { createPostgresStore } from "../../src/postgres.ts";
import { messageOf } from "../conformance/samples.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const pooler = process.env["PGBOUNCER_URL"];
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];

/** What opening fails with; it says in one line what is wrong, and quotes nothing of the URL. */
async function failureOf(url: string) {
  const failure = await createPostgresStore({ url, storeKeys, connectTimeoutMs: 3_000 }).then(
    () => expect.fail("it was opened"),
    (error: unknown) => error as Error & { kind: string; issues?: { code: string }[] },
  );
  const shown = [failure.message, String(failure.cause), JSON.stringify(failure), JSON.stringify(failure.cause)].join();
  expect(shown).not.toMatch(/secret|\n/);
  return failure;
}

const changed = (url: string, change: (url: URL) => void) => {
  const next = new URL(url);
  change(next);
  return next.href;
};
const withOptions = (options: string) => changed(server, (url) => url.searchParams.set("options", options));

describe("a server says at once what is wrong for good", () => {
  it.each([
    ["an unknown database", () => changed(server, (url) => (url.pathname = "/secret")), "database_unknown"],
    ["a parameter that there is not", () => withOptions("-c secret=1"), "database_parameter_refused"],
    ["a parameter's value", () => withOptions("-c statement_timeout=secret"), "database_parameter_refused"],
    ["a schema that is not there", () => withOptions("-c search_path=secret"), "schema_missing"],
  ])("%s", async (_, url, code) => {
    expect(await failureOf(url())).toMatchObject({ kind: "config", issues: [{ path: ["database"], code }] });
  });

  if (pooler)
    it("PgBouncer: a start-up parameter", async () => {
      const url = changed(pooler, ({ searchParams }) => searchParams.set("options", "-c search_path=secret"));
      expect(await failureOf(url)).toMatchObject({ kind: "config", issues: [{ code: "database_parameter_refused" }] });
    });
});

describe("a database of another encoding", () => {
  const made = async (encoding: string) => {
    const name = `nxzalo_test_${randomBytes(6).toString("hex")}`;
    const run = async (text: string) => {
      const client = new pg.Client({ connectionString: server });
      await client.connect();
      await client.query(text).finally(() => client.end());
    };
    await run(`CREATE DATABASE ${name} ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    onTestFinished(() => run(`DROP DATABASE ${name} WITH (FORCE)`));
    return changed(server, (url) => {
      url.pathname = `/${name}`;
    });
  };

  it.each(["LATIN1", "WIN1258"])(
    "%s has not every letter, and is refused before there are tables",
    async (encoding) => {
      const issues = [{ path: ["database"], code: "database_encoding_unfit" }];
      expect(await failureOf(await made(encoding))).toMatchObject({ kind: "config", issues });
    },
  );

  it("SQL_ASCII stores what it is given", async () => {
    const store = await createPostgresStore({ url: await made("SQL_ASCII"), storeKeys });
    expect(await store.records.setting("name", "Đơn ớ 😀")).toBe("Đơn ớ 😀");
    await store.records.close();
  });
});

it("a server that quotes every name has our tables all the same", async () => {
  const { url, drop } = await createScratchSchema(server);
  onTestFinished(drop);
  const quoting = changed(url, ({ searchParams }) => {
    searchParams.set("options", `${searchParams.get("options")} -c quote_all_identifiers=on`);
  });
  for (const given of [quoting, url, quoting]) {
    const store = await createPostgresStore({ url: given, storeKeys });
    await store.records.close();
  }
});

describe("a server that ends a connection in the moment it has let it in", () => {
  it("is unavailable, and ends no process: neither with a pool of the store's nor with a given one", async () => {
    const { port, close } = await startRefusingServer("57P01", "terminating connection: secret", { letsIn: true });
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const pool = new pg.Pool({ connectionString: url });
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on("uncaughtException", note);
    try {
      for (const source of [{ url }, { pool }])
        await expect(createPostgresStore({ ...source, storeKeys })).rejects.toMatchObject({ code: "unavailable" });
      await pool.end();
      expect(unhandled).toEqual([]);
    } finally {
      process.off("uncaughtException", note);
      close();
    }
  });
});

const binaries = findBinaries();
if (binaries)
  describe("a server that wants a password", () => {
    let strict: StartedServer;
    beforeAll(async () => {
      strict = await startServer(binaries, { password: "right" });
    });
    afterAll(() => strict.stop());

    it("lets in who has it", async () => {
      const store = await createPostgresStore({ url: strict.url, storeKeys });
      await store.records.close();
    });

    it.each([
      ["another one", "secret", "database_password_refused"],
      ["none", "", "database_password_missing"],
    ])("refuses %s for good", async (_, password, code) => {
      const url = changed(strict.url, (one) => (one.password = password));
      expect(await failureOf(url)).toMatchObject({ kind: "config", issues: [{ path: ["database"], code }] });
    });
  });
else console.log("Postgres: no programs to start a server that wants a password; that part is not run");

describe("a server that refuses", () => {
  it.each([
    ["28000", 'no pg_hba.conf entry for host "secret", no encryption', "database_login_refused"],
    ["28P01", "password authentication failed for user secret", "database_password_refused"],
    ["0A000", "unsupported frontend protocol", "database_refused"],
    ["08P01", "unsupported startup parameter: secret", "database_parameter_refused"],
    ["08P01", "no such database: secret", "database_unknown"],
    ["08P01", "SASL authentication failed", "database_password_refused"],
  ])("with %s (%s) does so for good", async (code, text, issue) => {
    const { port, close } = await startRefusingServer(code, text);
    const failure = await failureOf(`postgres://secret@127.0.0.1:${port}/x`);
    expect(failure).toMatchObject({ kind: "config", issues: [{ code: issue }], cause: { code } });
    close();
  });

  it("TLS does so for good", async () => {
    const { port, close } = await startRefusingServer("", "");
    const failure = await failureOf(`postgres://secret@127.0.0.1:${port}/x?sslmode=verify-full`);
    expect(failure).toMatchObject({ kind: "config", issues: [{ code: "database_tls_missing" }] });
    close();
  });

  it.each([
    ["57P03", "the database system is starting up"],
    ["53300", "sorry, too many clients already"],
    ["57P01", "terminating connection due to administrator command"],
    ["08006", "connection failure"],
    ["53100", "could not extend file secret: No space left on device"],
    ["25006", "cannot execute INSERT in a read-only transaction"],
    ["08P01", "server login has been failing, try again later (server_login_retry)"],
    ["08P01", "query_wait_timeout"],
    ["XX000", "something else"],
  ])("with %s (%s) may take us later", async (code, text) => {
    const { port, close } = await startRefusingServer(code, text);
    const failure = await failureOf(`postgres://secret@127.0.0.1:${port}/x`);
    expect(failure).toMatchObject({ kind: "proxy", code: "unavailable", retryable: true, cause: { code } });
    close();
  });

  it.each([
    ["where nothing listens", "postgres://x@127.0.0.1:1/x", "ECONNREFUSED"],
    ["whose socket is not there yet", "postgres:///x?host=/nowhere", "ENOENT"],
    ["whose name is not known yet", "postgres://x@nowhere.invalid/x", expect.stringMatching(/ENOTFOUND|EAI_AGAIN/)],
  ])("is waited for %s", async (_, url, code) => {
    expect(await failureOf(url)).toMatchObject({ kind: "proxy", code: "unavailable", cause: { code } });
  });
});

describe("an open store", () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const open = async (more: object = {}) => {
    const { name, drop } = await createScratchSchema(server);
    const pool = new pg.Pool({ connectionString: server, max: 2 });
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    closing.push(
      drop,
      () => pool.end(),
      () => admin.end(),
    );
    // The tables are made without haste.
    await createPostgresStore({ pool, schema: name, storeKeys });
    const { records } = await createPostgresStore({ pool, schema: name, storeKeys, ...more });
    closing.push(records.close);
    return { pool, admin, name, records };
  };
  const unavailable = (code: unknown) =>
    expect.objectContaining({ name: "ProxyError", code: "unavailable", cause: expect.objectContaining({ code }) });

  it("says that a value or a constraint is a bug, and quotes neither", async () => {
    const { records, admin, name } = await open();
    await admin.query(`ALTER TABLE ${name}.nxzalo_settings ADD CHECK (value <> 'secret 84912345678')`);
    for (const value of ["secret 84912345678", "secret \u0000"]) {
      const failure = await records.setting("name", value).catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({
        name: "ProxyError",
        code: "internal_error",
        outcome: "not_sent",
        retryable: false,
      });
      expect([String(failure), JSON.stringify(failure), String((failure as Error).cause)].join()).not.toContain(
        "secret",
      );
    }
  });

  it("waits for a lock no longer than it may", async () => {
    const { records, admin, name } = await open({ statementTimeoutMs: 1_500 });
    await admin.query(`BEGIN; LOCK TABLE ${name}.nxzalo_settings`);
    await expect(records.ping()).rejects.toEqual(unavailable(expect.stringMatching(/^(55P03|57014)$/)));
    await admin.query("COMMIT");
    await records.ping();
  });

  it("whose server only takes reads, as a standby does, is not ready, and is again once it takes writes", async () => {
    const { records, pool } = await open();
    const set = async (mode: "on" | "off") => {
      const clients = [await pool.connect(), await pool.connect()];
      for (const client of clients) await client.query(`SET default_transaction_read_only = ${mode}`);
      for (const client of clients) client.release();
    };
    await set("on");
    for (const write of [records.ping, records.probe]) await expect(write()).rejects.toEqual(unavailable("25006"));
    expect(await records.find("1")).toBeUndefined();
    await set("off");
    await records.ping();
    await records.probe();
  });

  it("reads no longer than it may", async () => {
    const { records, admin, name } = await open({ statementTimeoutMs: 1_500 });
    await admin.query(`BEGIN; LOCK TABLE ${name}.nxzalo_journeys`);
    await expect(records.find("1")).rejects.toMatchObject({ code: "unavailable", cause: { message: "Error timeout" } });
    await admin.query("COMMIT");
    expect(await records.find("1")).toBeUndefined();
  });

  it("whose connections are cut goes on with others", async () => {
    const { records, pool, admin } = await open();
    const { rows } = await pool.query("SELECT pg_backend_pid() AS pid");
    await admin.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
    const ended = records.ping().then(
      () => "done",
      (error: unknown) => error,
    );
    expect(["done", unavailable(expect.anything())]).toContainEqual(await ended);
    await records.ping();
  });

  it("waits for a connection of a busy pool no longer than it may", async () => {
    const { records, pool } = await open({ connectTimeoutMs: 1_000 });
    const busy = [await pool.connect(), await pool.connect()];
    await expect(records.find("1")).rejects.toMatchObject({ code: "unavailable" });
    for (const client of busy) client.release();
    expect(await records.find("1")).toBeUndefined();
  });

  it("waits for one of its connections where the server has no room for another one", async () => {
    const { name, drop } = await createScratchSchema(server);
    const admin = new pg.Pool({ connectionString: server, max: 1 });
    closing.push(async () => {
      await drop();
      await admin.query(`DROP ROLE ${name}`);
      await admin.end();
    });
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${name}' CONNECTION LIMIT 2`);
    await admin.query(`GRANT ALL ON SCHEMA ${name} TO ${name}`);
    const url = Object.assign(new URL(server), { username: name, password: name });
    const { records } = await createPostgresStore({ url: url.href, schema: name, storeKeys });
    const ids = Array.from({ length: 40 }, (_, index) => `m ${index}`);
    await Promise.all(ids.map((messageId) => records.start({ message: messageOf(messageId) })));
    await records.close();
  });

  it("gives no error of pg's when it is closed twice, or used afterwards", async () => {
    const { url, drop } = await createScratchSchema(server);
    closing.push(drop);
    const { records } = await createPostgresStore({ url, storeKeys });
    await records.close();
    await records.close();
    await expect(records.ping()).rejects.toMatchObject({ code: "unavailable" });
  });
});
