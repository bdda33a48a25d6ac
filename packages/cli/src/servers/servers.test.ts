import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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
    code: 1,
    stderr: expect.stringContaining("NXCLOUD_ACCESS_KEY"),
  });
});
