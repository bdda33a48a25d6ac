import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { keys, startTestGateway } from "../../test/start-gateway.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-profiles-"));

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

/** Runs it as a user with an own folder of settings. */
const asUser = (user: string, args: readonly string[], more: { input?: string; env?: Record<string, string> } = {}) =>
  runCli(args, { ...more, env: { XDG_CONFIG_HOME: join(folder, user), ...more.env } });
const fileOf = (user: string) => join(folder, user, "nxzalo/profiles.json");
const login = (user: string, ...more: string[]) =>
  asUser(user, ["login", "--gateway", at.gateway.url, ...more], { input: `${keys.all}\n` });

it("a gateway is stored for its user alone, once it has been asked who that is; later commands use it", async () => {
  const { code, stdout } = await login("a");
  expect(code).toBe(0);
  expect(stdout).toContain("all may: ");
  expect(statSync(fileOf("a")).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "a/nxzalo")).mode & 0o777).toBe(0o700);
  expect((await asUser("a", ["messages", "--today"])).code).toBe(0);
  expect((await asUser("a", ["profiles"])).stdout).toContain(at.gateway.url);
});

it("a key that the gateway does not know is not stored, unless it is not asked", async () => {
  const wrong = { input: "a-key-that-nobody-knows" };
  const args = ["login", "--gateway", at.gateway.url];
  expect(await asUser("b", args, wrong)).toMatchObject({ code: 1, stderr: expect.stringContaining("unauthorized") });
  expect((await asUser("b", ["profiles", "--json"])).stdout).toContain("[]");
  expect((await asUser("b", [...args, "--unchecked"], wrong)).code).toBe(0);
});

it("profiles have names, and are deleted by them", async () => {
  await login("c");
  await login("c", "--profile", "shop");
  expect((await asUser("c", ["messages", "--profile", "shop"])).code).toBe(0);
  expect((await asUser("c", ["messages", "--profile", "other"])).code).toBe(2);
  expect((await asUser("c", ["logout", "--profile", "shop"])).code).toBe(0);
  expect(Object.keys(JSON.parse(readFileSync(fileOf("c"), "utf8")).profiles)).toEqual(["default"]);
  expect((await asUser("c", ["messages", "--profile", "__proto__"])).code).toBe(2);
});

it("a stored key never goes to a gateway of the environment, nor the other way round", async () => {
  await login("d");
  const half = { env: { NXZALO_GATEWAY: "http://127.0.0.1:9" } };
  expect(await asUser("d", ["messages"], half)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("NXZALO_KEY"),
  });
  const other = { env: { NXZALO_KEY: keys.reader } };
  expect(await asUser("d", ["messages"], other)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("NXZALO_GATEWAY"),
  });
});

it("a file of profiles that others can read is complained about", async () => {
  await login("e");
  chmodSync(fileOf("e"), 0o644);
  expect((await asUser("e", ["messages"])).stderr).toContain("can be read by others");
});

it("a gateway elsewhere without TLS is warned of, one on this machine is not", async () => {
  for (const [url, said] of [
    ["http://zalo.example", "unencrypted"],
    ["https://zalo.example", ""],
    ["http://localhost:8787", ""],
  ] as const) {
    const args = ["login", "--gateway", url, "--unchecked"];
    expect(await asUser("g", args, { input: keys.all })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(said),
    });
    if (said === "") expect((await asUser("g", args, { input: keys.all })).stderr).toBe("");
  }
});

it("a file that is not ours is said to be none, in the reader's language, without a word of what stands in it", async () => {
  await login("h");
  writeFileSync(fileOf("h"), '{"profiles":{"a":"secret-text"}}');
  const english = await asUser("h", ["profiles"]);
  expect(english).toMatchObject({ code: 2, stderr: `${fileOf("h")} is not a file of profiles\n` });
  const vietnamese = await asUser("h", ["messages", "--language", "vi"]);
  expect(vietnamese).toMatchObject({ code: 2, stderr: `${fileOf("h")} không phải tệp hồ sơ\n` });
});

it("what is no gateway or no key is refused", async () => {
  for (const url of [
    "zalo.example",
    "ftp://zalo.example",
    "https://user:secret@zalo.example",
    "https://zalo.example?key=1",
  ])
    expect((await asUser("f", ["login", "--gateway", url], { input: keys.all })).code).toBe(2);
  expect((await asUser("f", ["login"], { input: keys.all })).code).toBe(2);
  expect((await asUser("f", ["login", "--gateway", at.gateway.url], { input: "two words" })).code).toBe(2);
  expect(
    (await asUser("f", ["login", "--gateway", at.gateway.url, "--profile", "a b"], { input: keys.all })).code,
  ).toBe(2);
  expect((await asUser("f", ["messages"])).stderr).toContain("nxzalo login");
});

it("what Node warns of is a line on stderr, and an object with --json", async () => {
  const gateway = `https://127.0.0.1:${await freePort()}`;
  const env = { NXZALO_GATEWAY: gateway, NXZALO_KEY: keys.all, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const [warning = "", error = ""] = (await runCli(["messages", "--json"], { env })).stderr.split("\n");
  expect(JSON.parse(warning)).toMatchObject({ note: expect.stringContaining("NODE_TLS_REJECT_UNAUTHORIZED") });
  expect(JSON.parse(error)).toHaveProperty("error");
  const silent = await runCli(["messages", "--json"], { env: { ...env, NODE_NO_WARNINGS: "1" } });
  expect(silent.stderr).not.toContain("NODE_TLS_REJECT_UNAUTHORIZED");
});
