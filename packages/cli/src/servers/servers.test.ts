import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNxZalo } from "@nxzalo/core";
import { recordOutput } from "nxzalo-testing/child-process";
import { freePort } from "nxzalo-testing/loopback";
import { afterAll, expect, it } from "vitest";
import { runCli, startCli } from "../../test/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-servers-"));
afterAll(() => rmSync(folder, { recursive: true }));
const timeoutMs = 20_000;

it("the emulator prints what leads to it, shows each call with a masked phone, and ends at Ctrl-C", async () => {
  const child = startCli(["sandbox", "--port", "0"]);
  const output = recordOutput(child);
  const read = (name: string) => output.waitFor(new RegExp(`${name}=(\\S+)\\n`), timeoutMs);
  const credentials = {
    accessKey: await read("NXCLOUD_ACCESS_KEY"),
    accessSecret: await read("NXCLOUD_ACCESS_SECRET"),
  };
  const nx = createNxZalo({
    credentials,
    appKey: await read("NXCLOUD_APP_KEY"),
    baseUrl: await read("NXCLOUD_BASE_URL"),
  });
  await nx.sendTemplate({ phone: "84912345678", templateId: "133214", templateData: { a: "b" } });
  const line = await output.waitFor(/call {5}\/v1\/zalo\/mt.*\n/, timeoutMs);
  expect(line).toMatch(/code 0 .*84\*{5}5678 {2}template 133214/);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(output.read()).not.toContain("84912345678");
});

it("the emulator writes a line of JSON for each call where that is asked for", async () => {
  const child = startCli(["sandbox", "--port", "0", "--json"]);
  const output = recordOutput(child);
  const { url } = JSON.parse(await output.waitFor(/\{"url".*\}\n/, timeoutMs));
  await fetch(`${url}/v1/zalo/mt`, { method: "POST", body: "{}" });
  expect(JSON.parse(await output.waitFor(/\{"call".*\}\n/, timeoutMs))).toEqual({ call: "/v1/zalo/mt", code: 1001 });
  child.kill("SIGTERM");
  await once(child, "exit");
});

it("a gateway starts in front of the emulator with a store in a file, and its receipts come back", async () => {
  const port = await freePort();
  const key = "shop-0123456789abcdef";
  const env = { GATEWAY_API_KEYS: `shop:send+read:${key}`, DRAIN_SECONDS: "0" };
  const args = ["gateway", "--sandbox", "--port", String(port), "--data", join(folder, "nxzalo.db")];
  const child = startCli(args, { env });
  const output = recordOutput(child);
  const NXZALO_GATEWAY = await output.waitFor(/"url":"([^"]+)"/, timeoutMs);
  const call = (...more: string[]) => runCli([...more, "--json"], { env: { NXZALO_GATEWAY, NXZALO_KEY: key } });
  const sent = await call("message", "send", "--phone", "84912345678", "--template", "133214", "--data", "order=1");
  const { messageId } = JSON.parse(sent.stdout);
  const state = async () => JSON.parse((await call("message", "show", messageId)).stdout).state;
  await expect.poll(state, { interval: 100 }).toBe("delivered");
  const statusOf = async (path: string) => (await fetch(NXZALO_GATEWAY + path)).status;
  // The page of the documentation needs a package that is not installed with this one.
  expect([await statusOf("/openapi.json"), await statusOf("/docs")]).toEqual([200, 404]);
  expect(await statusOf("/console/")).toBe(200);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(output.read()).not.toContain(key);
});

it("a gateway in front of the emulator has a store of its own, whatever store the environment names", async () => {
  const cwd = mkdtempSync(join(folder, "own-"));
  const production = join(cwd, "production.db");
  const env = {
    GATEWAY_API_KEYS: "shop:send+read:shop-0123456789abcdef",
    DRAIN_SECONDS: "0",
    SQLITE_PATH: production,
    DATABASE_URL: "postgres://127.0.0.1:1/production",
  };
  const child = startCli(["gateway", "--sandbox", "--port", String(await freePort())], { env, cwd });
  await recordOutput(child).waitFor(/"url":"([^"]+)"/, timeoutMs);
  child.kill("SIGINT");
  await once(child, "exit");
  expect([existsSync(join(cwd, "data/sandbox.db")), existsSync(production)]).toEqual([true, false]);
  expect(existsSync(join(cwd, "data/nxzalo.db"))).toBe(false);
});

it("a gateway in front of the emulator has its application alone, and takes its receipts, whatever the environment asks of an account", async () => {
  const key = "shop-0123456789abcdef";
  const env = {
    GATEWAY_API_KEYS: `shop:send+read:${key}`,
    DRAIN_SECONDS: "0",
    NXCLOUD_APPS: "north:app-1",
    NXCLOUD_APPS_2: "south:app-2",
    RECEIPTS_REQUIRE_SIGNATURE: "true",
  };
  const args = ["gateway", "--sandbox", "--port", String(await freePort()), "--data", join(folder, "account.db")];
  const child = startCli(args, { env });
  const NXZALO_GATEWAY = await recordOutput(child).waitFor(/"url":"([^"]+)"/, timeoutMs);
  const me = await fetch(`${NXZALO_GATEWAY}/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  expect(await me.json()).toMatchObject({ apps: ["default"] });
  const call = (...more: string[]) => runCli([...more, "--json"], { env: { NXZALO_GATEWAY, NXZALO_KEY: key } });
  const sent = await call("message", "send", "--phone", "84912345678", "--template", "133214", "--data", "order=1");
  const { messageId } = JSON.parse(sent.stdout);
  const state = async () => JSON.parse((await call("message", "show", messageId)).stdout).state;
  await expect.poll(state, { interval: 100 }).toBe("delivered");
  child.kill("SIGINT");
  await once(child, "exit");
});

it("a gateway in front of the emulator posts nothing where the environment would have events, alarms and telemetry posted", async () => {
  const posted: string[] = [];
  const target = createServer(({ url }, response) => {
    posted.push(url ?? "");
    response.end();
  }).listen(0, "127.0.0.1");
  await once(target, "listening");
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
  const key = "shop-0123456789abcdef";
  const env = {
    GATEWAY_API_KEYS: `shop:send+read+admin:${key}`,
    DRAIN_SECONDS: "0",
    RECEIPTS_FORWARD_URL: `${url}/events`,
    EVENTS_TARGETS: `receipt.success=${url}/success`,
    RECEIPTS_FORWARD_SECRET: `whsec_${btoa("s".repeat(24))}`,
    // Read, it would be refused: there is no ALERT_SECRET.
    ALERT_URL: `${url}/alarms`,
    // Traces and metrics are sent at the end of a gateway at the latest.
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    // Read, it would be refused.
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
  };
  const args = ["gateway", "--sandbox", "--port", String(await freePort()), "--data", join(folder, "events.db")];
  const child = startCli(args, { env });
  const NXZALO_GATEWAY = await recordOutput(child).waitFor(/"url":"([^"]+)"/, timeoutMs);
  const call = (...more: string[]) => runCli([...more, "--json"], { env: { NXZALO_GATEWAY, NXZALO_KEY: key } });
  const sent = await call("message", "send", "--phone", "84912345678", "--template", "133214", "--data", "order=1");
  const { messageId } = JSON.parse(sent.stdout);
  const state = async () => JSON.parse((await call("message", "show", messageId)).stdout).state;
  await expect.poll(state, { interval: 100 }).toBe("delivered");
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const search = await fetch(`${NXZALO_GATEWAY}/v1/events/search`, { method: "POST", headers, body: "{}" });
  expect(await search.json()).toMatchObject({ events: [] });
  child.kill("SIGINT");
  await once(child, "exit");
  target.close();
  expect(posted).toEqual([]);
});

it("a port or a webhook that cannot be one is refused before anything listens", async () => {
  expect((await runCli(["sandbox", "--port", "99999"])).code).toBe(2);
  expect((await runCli(["sandbox", "--port", "0", "--webhook", "127.0.0.1:3000"])).code).toBe(2);
});

it("a port that is taken, and variables that are missing, are said in words", async () => {
  const child = startCli(["sandbox", "--port", "0", "--json"]);
  const { url } = JSON.parse(await recordOutput(child).waitFor(/\{"url".*\}\n/, timeoutMs));
  expect(await runCli(["sandbox", "--port", new URL(url).port])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--port"),
  });
  child.kill("SIGINT");
  await once(child, "exit");
  expect(await runCli(["gateway"], { cwd: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("NXCLOUD_ACCESS_KEY"),
  });
});

const variables = {
  NXCLOUD_ACCESS_KEY: "access-key",
  NXCLOUD_ACCESS_SECRET: "access-secret-0123",
  NXCLOUD_APP_KEY: "app",
  GATEWAY_API_KEYS: "0123456789abcdef0123",
};

it("a gateway that cannot be configured says so as other commands do: JSON with --json, ends with 2, in Vietnamese too", async () => {
  const wrong: readonly [env: Record<string, string>, path: string, args?: string[]][] = [
    [{ ...variables, NXCLOUD_ACCESS_KEY: "" }, "NXCLOUD_ACCESS_KEY"],
    [{ ...variables, LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ GATEWAY_API_KEYS: "short" }, "GATEWAY_API_KEYS", ["--sandbox"]],
  ];
  for (const [env, path, args = []] of wrong) {
    const { code, stdout, stderr } = await runCli(["gateway", "--port", "0", "--json", ...args], { cwd: folder, env });
    expect([code, stdout], path).toEqual([2, ""]);
    const { error } = JSON.parse(stderr);
    expect(error.kind, path).toBe("config");
    expect(error.issues.map((one: { path: string[] }) => one.path[0])).toContain(path);
    expect(stderr).not.toContain(variables.NXCLOUD_ACCESS_SECRET);
  }
  const vi = await runCli(["gateway", "--language", "vi"], { cwd: folder });
  expect(vi).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Cấu hình .*\n {2}NXCLOUD_ACCESS_KEY: /) });
});

it("a gateway whose store cannot be opened says so as other commands do", async () => {
  const args = ["gateway", "--port", "0", "--data", "/dev/null/nxzalo.db"];
  const { code, stderr } = await runCli([...args, "--json"], { env: variables });
  const issues = [{ path: ["SQLITE_PATH"], code: "database_file_unusable" }];
  expect([code, JSON.parse(stderr)]).toMatchObject([2, { error: { kind: "config", issues } }]);
  const vi = await runCli([...args, "--language", "vi"], { env: variables });
  expect(vi).toMatchObject({ code: 2, stderr: expect.stringMatching(/\n {2}SQLITE_PATH: Không dùng được tệp/) });
});

it("a gateway whose port is taken ends with 1, as JSON with --json", async () => {
  const child = startCli(["sandbox", "--port", "0", "--json"]);
  const { url } = JSON.parse(await recordOutput(child).waitFor(/\{"url".*\}\n/, timeoutMs));
  const args = ["gateway", "--port", new URL(url).port, "--data", join(folder, "taken.db"), "--json"];
  const { code, stderr } = await runCli(args, { env: variables });
  child.kill("SIGINT");
  await once(child, "exit");
  expect([code, JSON.parse(stderr)]).toEqual([1, { error: { message: expect.stringContaining("--port") } }]);
});
