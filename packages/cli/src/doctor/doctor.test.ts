import { createServer } from "node:http";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { keys, startTestGateway } from "../../test/start-gateway.ts";
import type { Finding } from "./finding.ts";
import { isPastProxy, usesProxy } from "./proxies.ts";

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

it("takes a gateway's address with a slash at its end, as other commands do", async () => {
  const { code, of } = await doctor({ NXZALO_GATEWAY: `${at.gateway.url}/` });
  expect([code, of("gateway store")]).toMatchObject([0, { level: "ok" }]);
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

/** Something that answers as a proxy that lets nobody through, and the servers that it was asked for. */
async function startProxy() {
  const asked: string[] = [];
  const server = createServer((_, response) => response.writeHead(502).end());
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.end("HTTP/1.1 502 no\r\n\r\n");
  });
  const { url } = await listenOnLoopback(server);
  return { url, asked, close: () => server.close() };
}

it("what NO_PROXY names is called past the proxy, which is said; all else goes through it", async () => {
  const proxy = await startProxy();
  const { NXCLOUD_BASE_URL } = at.upstreamVariables;
  const { host } = new URL(NXCLOUD_BASE_URL);
  const inForce = { HTTP_PROXY: proxy.url, NODE_USE_ENV_PROXY: "1" };
  const past = await doctor({ ...inForce, NO_PROXY: "other.example, 127.0.0.1" });
  expect(past.code).toBe(0);
  expect(past.of("proxy")).toMatchObject({ level: "ok", text: "HTTP_PROXY, NO_PROXY" });
  expect(past.of("NXCLOUD proxy")).toMatchObject({
    level: "ok",
    text: expect.stringContaining(`NO_PROXY lets ${host}`),
  });
  for (const name of ["gateway proxy", "NXCLOUD DNS", "NXCLOUD clock", "key"])
    expect(past.of(name), name).toMatchObject({ level: "ok" });
  expect(proxy.asked).toEqual([]);
  const through = await doctor({ ...inForce, NO_PROXY: "other.example" });
  proxy.close();
  expect([through.code, through.of("NXCLOUD proxy"), through.of("NXCLOUD DNS")]).toEqual([1, undefined, undefined]);
  expect(through.of("NXCLOUD HTTP")).toMatchObject({ level: "fail" });
  expect(proxy.asked).toContain(host);
});

it("the proxy of HTTP is in force for https where that has none, and NO_PROXY alone is none", async () => {
  const NXCLOUD_BASE_URL = "https://zalo.invalid";
  const http = await doctor({
    HTTP_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1",
    NODE_USE_ENV_PROXY: "1",
    NXCLOUD_BASE_URL,
  });
  expect([http.of("NXCLOUD DNS"), http.of("NXCLOUD HTTP")]).toMatchObject([undefined, { level: "fail" }]);
  const none = await doctor({ NO_PROXY: "*", NODE_USE_ENV_PROXY: "1" });
  expect([none.of("proxy"), none.of("NXCLOUD proxy")]).toMatchObject([{ text: "none is set" }, undefined]);
});

it("NO_PROXY is said of NXCLOUD where this command goes by no proxy as well, since a gateway does", async () => {
  const { code, of } = await doctor({ HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.1" });
  expect([code, of("NXCLOUD proxy")]).toMatchObject([0, { level: "ok", text: expect.stringContaining("NO_PROXY") }]);
  expect(of("proxy")).toMatchObject({ level: "warn", hint: expect.stringContaining("a gateway goes by it") });
});

it("reads the variables of proxies as Node's fetch does", () => {
  const way = (address: string, given: Record<string, string>) => {
    const env = { NODE_USE_ENV_PROXY: "1", ...given };
    const url = new URL(address);
    if (isPastProxy(env, url)) return "past";
    return usesProxy(env, url) ? "proxy" : "straight";
  };
  const both = { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:2" };
  const nxcloud = "https://api.nxcloud.com/v1";
  for (const entry of [
    "api.nxcloud.com",
    "API.nxcloud.com",
    "*",
    ".nxcloud.com",
    "*.nxcloud.com",
    "api.nxcloud.com:443",
    "a b,api.nxcloud.com",
  ])
    expect(way(nxcloud, { ...both, NO_PROXY: entry }), entry).toBe("past");
  for (const entry of ["nxcloud.com", "api.nxcloud.com:8443", ".api.nxcloud.com", "api.nxcloud.com/v1", ""])
    expect(way(nxcloud, { ...both, NO_PROXY: entry }), entry).toBe("proxy");
  expect(way(nxcloud, { ...both, NO_PROXY: "*", no_proxy: "" })).toBe("proxy");
  expect(way(nxcloud, { ...both, NO_PROXY: "x", no_proxy: "*" })).toBe("past");
  expect(way(nxcloud, { HTTP_PROXY: "http://p:2" })).toBe("proxy");
  expect(way("http://zalo.example", { HTTPS_PROXY: "http://p:1" })).toBe("straight");
  expect(way(nxcloud, { ...both, https_proxy: "", http_proxy: "" })).toBe("straight");
  expect(way("http://[::1]:80/", { ...both, NO_PROXY: "[::1]" })).toBe("past");
  expect(way(nxcloud, { ...both, NODE_USE_ENV_PROXY: "" })).toBe("straight");
});

it("a key that may read nothing, and a receipts URL without its key, are warned of; a store that is not ready has failed", async () => {
  const sender = await doctor({ NXZALO_KEY: keys.sender, PUBLIC_URL: at.gateway.url });
  expect([sender.code, sender.of("key"), sender.of("receipts")]).toMatchObject([
    0,
    { level: "warn", text: "sender: send", hint: expect.stringContaining("read") },
    { level: "warn", text: "PUBLIC_URL and RECEIPT_KEYS go together" },
  ]);
  const server = createServer((request, response) =>
    response.writeHead(request.url === "/readyz" ? 503 : 200, { connection: "close" }).end(),
  );
  const { url } = await listenOnLoopback(server);
  const { code, of } = await doctor({ NXZALO_GATEWAY: url });
  server.close();
  expect([code, of("gateway store")]).toMatchObject([1, { level: "fail", text: "HTTP 503" }]);
});

it("a profile that is named and is not there has failed", async () => {
  expect((await runCli(["doctor", "--profile", "nope"], { env: at.env })).code).toBe(1);
});

it.each([
  ["ahead of", -120_000],
  ["behind", 120_000],
])("says by how much this clock is %s NXCLOUD's", async (word, offsetMs) => {
  const server = createServer((_, response) => {
    response.writeHead(405, { date: new Date(Date.now() + offsetMs).toUTCString(), connection: "close" }).end();
  });
  const { url } = await listenOnLoopback(server);
  const { code, of } = await doctor({ NXCLOUD_BASE_URL: url });
  expect([code, of("NXCLOUD clock")]).toMatchObject([
    1,
    { level: "fail", text: expect.stringMatching(new RegExp(`^this clock is 1(19|20)\\.\\d s ${word} it$`)) },
  ]);
  server.close();
});
