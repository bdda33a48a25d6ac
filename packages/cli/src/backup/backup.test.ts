import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { startTestGateway } from "../../test/start-gateway.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-backup-"));
const at = (name: string) => join(folder, name);
const database = at("data/nxzalo.db");
for (const name of ["data", "backup", "safe", "backup/inner", "waiting"]) mkdirSync(at(name));
let gateway: Awaited<ReturnType<typeof startTestGateway>>;

beforeAll(async () => {
  gateway = await startTestGateway({ SQLITE_PATH: database });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const backup = (to: string, ...more: string[]) => runCli(["backup", "--data", database, "--to", at(to), ...more]);
const restore = (...args: string[]) => runCli(["restore", ...args], { env: { STORE_KEY: "" } });

it("a store is copied while a gateway serves, its key apart, and can be used with that key alone", async () => {
  const send = ["message", "send", "--phone", "84912345678", "--template", "133214", "--data", "order=1"];
  expect((await runCli(send, { env: gateway.env })).code).toBe(0);
  const made = await backup("backup/a.db", "--key-to", at("safe/a.key"));
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining(at("safe/a.key")) });
  expect(statSync(at("backup/a.db")).mode & 0o777).toBe(0o600);
  const key = readFileSync(at("safe/a.key"), "utf8");
  expect(made.stdout + made.stderr).not.toContain(key.trim());
  expect(await restore(at("backup/a.db"), "--check", "--key-file", at("safe/a.key"))).toMatchObject({ code: 0 });
  writeFileSync(at("safe/other.key"), Buffer.alloc(32, 1).toString("base64"));
  expect((await restore(at("backup/a.db"), "--check", "--key-file", at("safe/other.key"))).code).toBe(2);
  // As a browser saves what it has downloaded.
  chmodSync(at("backup/a.db"), 0o644);
  const restored = await restore(at("backup/a.db"), "--to", at("new.db"), "--key-file", at("safe/a.key"));
  expect(restored).toMatchObject({ code: 0, stderr: expect.stringContaining(`${at("new.db")}.key: copy`) });
  expect(statSync(at("new.db")).mode & 0o777).toBe(0o600);
  expect(existsSync(at("new.db"))).toBe(true);
  expect((await restore(at("backup/a.db"), "--to", at("new.db"), "--key-file", at("safe/a.key"))).code).toBe(2);
});

it.runIf(process.getuid?.() === 0)("what root restores is the user's whose folder it comes into", async () => {
  expect((await backup("backup/owned.db", "--key-to", at("safe/owned.key"))).code).toBe(0);
  mkdirSync(at("owned"));
  chownSync(at("owned"), 61_234, 61_235);
  copyFileSync(at("safe/owned.key"), at("owned/nxzalo.db.key"));
  const to = at("owned/nxzalo.db");
  const key = at("safe/owned.key");
  expect(await restore(at("backup/owned.db"), "--to", to, "--key-file", key)).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(to)).toMatchObject({ uid: 61_234, gid: 61_235 });
  expect(statSync(to).mode & 0o777).toBe(0o600);
});

it.each(["-wal", "-shm", "-journal"])(
  "nothing is restored beside a %s that an older database has left",
  async (end) => {
    expect((await backup(`backup/beside${end}.db`, "--key-to", at(`safe/beside${end}.key`))).code).toBe(0);
    writeFileSync(at(`beside${end}.db${end}`), "");
    const args = [
      at(`backup/beside${end}.db`),
      "--to",
      at(`beside${end}.db`),
      "--key-file",
      at(`safe/beside${end}.key`),
    ];
    expect(await restore(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(`.db${end} exists`) });
    expect(existsSync(at(`beside${end}.db`))).toBe(false);
  },
);

it("a link that leads nowhere is not replaced, and a folder that is missing is named", async () => {
  expect((await backup("backup/placed.db", "--key-to", at("safe/placed.key"))).code).toBe(0);
  const to = (name: string) => restore(at("backup/placed.db"), "--to", at(name), "--key-file", at("safe/placed.key"));
  symlinkSync(at("elsewhere.db"), at("link.db"));
  expect(await to("link.db")).toMatchObject({ code: 2, stderr: expect.stringContaining("link.db exists") });
  expect((await to("missing/nxzalo.db")).stderr).toContain(`${at("missing")}: is not there`);
});

it("a check says the version of the tables in the file, not the one that opening them makes, and takes keys with spaces", async () => {
  const old = fileURLToPath(new URL("../../../journeys/test/fixtures/schema/0001/sqlite.db", import.meta.url));
  writeFileSync(at("safe/old.key"), `${btoa("f".repeat(32))}, ${Buffer.alloc(32, 1).toString("base64")}\n`);
  const { code, stdout } = await restore(old, "--check", "--key-file", at("safe/old.key"), "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { schema: 1 }]);
});

it("nothing is said on stderr where all is well", async () => {
  const made = await backup("backup/quiet.db", "--key-to", at("safe/quiet.key"));
  expect(made).toMatchObject({ code: 0, stderr: "" });
  const check = [at("backup/quiet.db"), "--check", "--key-file", at("safe/quiet.key")];
  expect(await restore(...check)).toMatchObject({ code: 0, stderr: "" });
  expect(await restore(...check, "--json")).toMatchObject({ code: 0, stderr: "" });
});

it("a check without a key says where one may stand, and a file without one is named", async () => {
  await backup("backup/named.db", "--key-to", at("safe/named.key"));
  const unnamed = await restore(at("backup/named.db"), "--check");
  expect([unnamed.code, unnamed.stderr]).toEqual([
    2,
    "STORE_KEY is not set\n  or name the key's file: --key-file FILE\n",
  ]);
  for (const text of ["", "not a key", `${btoa("f".repeat(32))},short`]) {
    writeFileSync(at("safe/none.key"), text);
    const wrong = await restore(at("backup/named.db"), "--check", "--key-file", at("safe/none.key"));
    expect([wrong.code, wrong.stderr]).toEqual([2, `--key-file ${at("safe/none.key")}: holds no key of a store\n`]);
  }
});

it("data and key are never written to one place, nor is anything written over", async () => {
  expect((await backup("backup/b.db", "--key-to", at("backup/b.key"))).code).toBe(2);
  expect((await backup("backup/b.db", "--key-to", at("backup/inner/b.key"))).code).toBe(2);
  expect((await backup("data/b.db")).code).toBe(2);
  expect(existsSync(at("backup/b.db"))).toBe(false);
  writeFileSync(at("backup/c.db"), "");
  expect((await backup("backup/c.db")).code).toBe(2);
});

it("what is refused says which of the two is to be written elsewhere", async () => {
  const besideKey = await backup("data/g.db");
  expect(besideKey).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/nxzalo\.db\.key is its key: .+ for the backup\n$/),
  });
  const around = await backup("g.db", "--language", "vi");
  expect(around).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/nxzalo\.db\.key là khóa: .+ cho bản sao lưu\n$/),
  });
  const keyBeside = await backup("backup/g.db", "--key-to", at("backup/g.key"));
  expect(keyBeside).toMatchObject({ code: 2, stderr: expect.stringMatching(/for the key\n$/) });
});

it("a folder is no new file, neither for the data nor for the key", async () => {
  const said = (name: string) => `${at(name)} is a folder\n  name a new file in it\n`;
  for (const name of ["backup", "data", "backup/inner"])
    expect(await backup(name), name).toMatchObject({ code: 2, stderr: said(name) });
  const key = await backup("backup/h.db", "--key-to", at("safe"));
  expect(key).toMatchObject({ code: 2, stderr: said("safe") });
  expect(existsSync(at("backup/h.db"))).toBe(false);
});

it("a backup that fails leaves nothing, and what cannot be written to is said before any of it is", async () => {
  writeFileSync(at("safe/there.key"), "");
  const taken = await backup("backup/e.db", "--key-to", at("safe/there.key"));
  expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining("there.key exists") });
  writeFileSync(at("no-store.db"), "no database");
  expect((await runCli(["backup", "--data", at("no-store.db"), "--to", at("backup/e.db")])).code).toBe(1);
  const wrongUrl = { env: { DATABASE_URL: "nonsense" } };
  expect(await runCli(["backup", "--to", at("backup/e.db")], wrongUrl)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("DATABASE_URL"),
  });
  expect(existsSync(at("backup/e.db"))).toBe(false);
});

it("a key that stands in no file is not written to one", async () => {
  const args = ["backup", "--data", database, "--to", at("backup/f.db"), "--key-to", at("safe/f.key")];
  const env = { STORE_KEY: Buffer.alloc(32, 1).toString("base64") };
  expect(await runCli(args, { env })).toMatchObject({ code: 2, stderr: expect.stringContaining("keep STORE_KEY") });
  expect([existsSync(at("backup/f.db")), existsSync(at("safe/f.key"))]).toEqual([false, false]);
});

it("a store in Postgres is dumped by pg_dump, without its password among the arguments; a dump that fails leaves nothing", async () => {
  const program = (name: string, lines: readonly string[]) => {
    mkdirSync(at(name));
    writeFileSync(at(`${name}/pg_dump`), ["#!/bin/sh", ...lines].join("\n"), { mode: 0o755 });
    return { DATABASE_URL: "postgres://shop:secret-word@db.example/zalo", PATH: at(name) };
  };
  const dump = (name: string, lines: readonly string[]) =>
    runCli(["backup", "--to", at(`backup/${name}.dump`), "--json"], { env: program(name, lines) });
  const file = at("backup/works.dump");
  const made = await dump("works", [`echo "$PGHOST $PGDATABASE $PGUSER $PGPASSWORD: $*" > ${file}`]);
  expect([made.code, JSON.parse(made.stdout)]).toEqual([0, { file }]);
  expect(readFileSync(file, "utf8")).toBe(`db.example zalo shop secret-word: --format=custom --file=${file}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const failed = await dump("fails", ["echo no such host >&2", "exit 1"]);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("no such host") });
  rmSync(at("works/pg_dump"));
  const env = { DATABASE_URL: "postgres://shop@db.example/zalo", PATH: at("works") };
  const missing = await runCli(["backup", "--to", at("backup/missing.dump")], { env });
  expect(missing).toMatchObject({ code: 1, stderr: "pg_dump is not installed\n" });
  expect([existsSync(at("backup/fails.dump")), existsSync(at("backup/missing.dump"))]).toEqual([false, false]);
});

/** A copy of a store in which two messages wait: one was due half an hour ago, the other one is due in half an hour. */
async function copyWithWaiting() {
  const waiting = await startTestGateway({ SQLITE_PATH: at("waiting/nxzalo.db"), QUIET_HOURS: "off" });
  const sendAt = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const ids = await Promise.all(
    [1, 2].map(async (hours) => {
      const send = ["message", "send", "--phone", "84912345678", "--template", "133214", "--data", "order=1"];
      const { stdout } = await runCli([...send, "--at", sendAt(hours), "--json"], { env: waiting.env });
      return String(JSON.parse(stdout).messageId);
    }),
  );
  const [file, key] = [at("backup/waiting.db"), at("safe/waiting.key")];
  const data = at("waiting/nxzalo.db");
  expect((await runCli(["backup", "--data", data, "--to", file, "--key-to", key])).code).toBe(0);
  await waiting.close();
  const copy = new DatabaseSync(file);
  copy.exec("UPDATE nxzalo_messages SET due_at = due_at - 5400000");
  copy.close();
  return { file, key, ids };
}

/** The states of messages at a gateway on a restored store, once what it sends of its own accord is sent. */
async function statesOnRestored(database: string, key: string, ids: readonly string[]) {
  const restored = await startTestGateway({
    SQLITE_PATH: database,
    STORE_KEY: readFileSync(key, "utf8").trim(),
    QUIET_HOURS: "off",
  });
  try {
    // It looks for what is due at its start, and what is asked for afterwards is sent after that.
    const send = ["message", "send", "--phone", "84987654321", "--template", "133214", "--data", "order=2"];
    const soon = new Date(Date.now() + 1_000).toISOString();
    const { stdout } = await runCli([...send, "--at", soon, "--json"], { env: restored.env });
    const last = String(JSON.parse(stdout).messageId);
    const stateOf = async (id: string) =>
      JSON.parse((await runCli(["message", "show", id, "--json"], { env: restored.env })).stdout).state;
    await vi.waitFor(async () => expect(await stateOf(last)).not.toBe("scheduled"), { timeout: 20_000, interval: 200 });
    return await Promise.all(ids.map(stateOf));
  } finally {
    await restored.close();
  }
}

it("what was due and waited in a copy is not sent by who restores it; with --resume it is", {
  timeout: 60_000,
}, async () => {
  const { file, key, ids } = await copyWithWaiting();
  const careful = await restore(file, "--to", at("careful.db"), "--key-file", key);
  expect(careful).toMatchObject({ code: 0, stderr: expect.stringContaining("1 of the messages that wait were due") });
  expect(await statesOnRestored(at("careful.db"), key, ids)).toEqual(["unknown", "scheduled"]);
  const resumed = await restore(file, "--to", at("resumed.db"), "--key-file", key, "--resume", "--json");
  expect([resumed.code, JSON.parse(resumed.stdout)]).toMatchObject([0, { uncertain: 0 }]);
  expect(await statesOnRestored(at("resumed.db"), key, ids)).toEqual([
    expect.not.stringMatching("unknown|scheduled"),
    "scheduled",
  ]);
  expect(readdirSync(folder).filter((name) => /^(careful|resumed)\.db/.test(name))).toEqual([
    "careful.db",
    "resumed.db",
  ]);
  const check = await restore(file, "--check", "--resume", "--key-file", key);
  expect(check).toMatchObject({ code: 2, stderr: "--resume goes with --to\n" });
});

it("an empty file is no copy of a store, and is not restored", async () => {
  writeFileSync(at("backup/empty.db"), "");
  writeFileSync(at("safe/any.key"), Buffer.alloc(32, 1).toString("base64"));
  const args = [at("backup/empty.db"), "--to", at("from-empty.db"), "--key-file", at("safe/any.key")];
  expect(await restore(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining("no copy of a store") });
  expect(existsSync(at("from-empty.db"))).toBe(false);
});

it("a dump of Postgres is no copy that restore takes: it says what puts it back, before it asks for a key", async () => {
  writeFileSync(at("backup/store.dump"), "PGDMP\u0001\u000e");
  const { code, stderr } = await restore(at("backup/store.dump"), "--check");
  expect([code, stderr]).toEqual([2, expect.stringMatching(/is a dump of Postgres\n {2}pg_restore .*--dbname/)]);
});

it("what is damaged, or no database, is told", async () => {
  expect((await backup("backup/d.db")).code).toBe(0);
  copyFileSync(`${database}.key`, at("safe/d.key"));
  const bytes = readFileSync(at("backup/d.db"));
  writeFileSync(at("backup/damaged.db"), bytes.fill(0xff, 4096, 12_288));
  expect((await restore(at("backup/damaged.db"), "--check", "--key-file", at("safe/d.key"))).code).toBe(1);
  writeFileSync(at("backup/none.db"), "no database");
  expect((await restore(at("backup/none.db"), "--check", "--key-file", at("safe/d.key"))).code).toBe(1);
  // A page that the schema is not in: SQLite opens it, and finds it by its check of integrity.
  writeFileSync(at("backup/inner.db"), readFileSync(at("backup/d.db")).fill(0xff, bytes.length - 4096));
  for (const [name, said] of [
    ["damaged.db", "bị hỏng"],
    ["inner.db", "bị hỏng"],
    ["none.db", "không phải cơ sở dữ liệu SQLite"],
  ]) {
    const file = at(`backup/${name}`);
    const { code, stderr } = await restore(file, "--check", "--key-file", at("safe/d.key"), "--language", "vi");
    expect([code, stderr], name).toEqual([1, expect.stringMatching(`^${file}: ${said}\\n  SQLite: .+\\n$`)]);
  }
});
