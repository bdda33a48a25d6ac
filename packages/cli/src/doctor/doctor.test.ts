import { createServer } from "node:http";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { keys, startTestGateway } from "../../test/start-gateway.ts";
import type { Finding } from "./finding.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(() => at.close());

async function doctor(more: Readonly<Record<string, string>> = {}) {
  const env = { ...at.env, ...at.upstreamVariables, ...more };
  const { code, stdout, stderr } = await runCli(["doctor", "--json"], { env });
  for (const secret of [keys.all, keys.reader, at.sandbox.credentials.accessSecret])
    expect(stdout + stderr).not.toContain(secret);
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return { code, of: (name: string) => findings.find((finding) => finding.name === name) };
}

it("finds nothing wrong where nothing is, and calls nothing of NXCLOUD's API", async () => {
  const before = at.sandbox.calls.length;
  const { code, of } = await doctor({ PUBLIC_URL: at.gateway.url, RECEIPT_KEYS: "a-receipt-key-0123456789" });
  expect(code).toBe(0);
  for (const name of ["account", "NXCLOUD DNS", "NXCLOUD clock", "gateway store", "key", "receipts clock"])
    expect(of(name), name).toMatchObject({ level: "ok" });
  expect(of("receipts")).toMatchObject({ level: "warn" });
  expect(at.sandbox.calls.length).toBe(before);
});

it("says what is wrong and what to do, and ends with 1", async () => {
  const wrongKey = await doctor({ NXZALO_KEY: "a-key-that-nobody-knows" });
  expect([wrongKey.code, wrongKey.of("key")]).toMatchObject([1, { level: "fail", text: "unauthorized" }]);
  const missing = await doctor({ NXCLOUD_APP_KEY: "" });
  expect([missing.code, missing.of("account")]).toMatchObject([
    1,
    { level: "fail", text: "NXCLOUD_APP_KEY is missing" },
  ]);
  const away = await doctor({ NXCLOUD_BASE_URL: `http://127.0.0.1:${await freePort()}` });
  expect([away.code, away.of("NXCLOUD HTTP")]).toMatchObject([1, { text: "ECONNREFUSED" }]);
  const proxied = await doctor({ HTTPS_PROXY: "http://127.0.0.1:9" });
  expect(proxied.of("proxy")).toMatchObject({ level: "warn", hint: expect.stringContaining("NODE_USE_ENV_PROXY") });
});

it("an address that is no URL is a finding, not a failure of the command", async () => {
  for (const address of ["127.0.0.1:18787", "zalo.example:8787"]) {
    const { code, of } = await doctor({
      NXZALO_GATEWAY: address,
      PUBLIC_URL: address,
      RECEIPT_KEYS: "a-receipt-key-0123456789",
    });
    const wrong = { level: "fail", text: expect.stringContaining("no URL") };
    expect([code, of("gateway"), of("receipts")], address).toMatchObject([1, wrong, wrong]);
  }
});

it("behind a proxy, names are not looked up here", async () => {
  const proxied = {
    HTTPS_PROXY: "http://127.0.0.1:9",
    NODE_USE_ENV_PROXY: "1",
    NXCLOUD_BASE_URL: "https://zalo.invalid",
  };
  const { of } = await doctor(proxied);
  expect([of("NXCLOUD DNS"), of("NXCLOUD HTTP")]).toMatchObject([undefined, { level: "fail" }]);
});

it("a profile that is named and is not there has failed", async () => {
  expect((await runCli(["doctor", "--profile", "nope"], { env: at.env })).code).toBe(1);
});

it("measures the clock against NXCLOUD's", async () => {
  const server = createServer((_, response) => {
    response.writeHead(405, { date: new Date(Date.now() - 120_000).toUTCString(), connection: "close" }).end();
  });
  const { url } = await listenOnLoopback(server);
  const { code, of } = await doctor({ NXCLOUD_BASE_URL: url });
  expect([code, of("NXCLOUD clock")]).toMatchObject([
    1,
    { level: "fail", text: expect.stringMatching(/^this clock is 1(19|20)\.\d s ahead/) },
  ]);
  server.close();
});
