import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createProxyClient } from "@nxzalo/client";
import { upstreamCodes } from "@nxzalo/core";
import { createSandbox, type Fault, phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const key = "0123456789abcdef";
const origin = "https://shop.example";
const directory = fileURLToPath(new URL("..", import.meta.url));
const sandbox = createSandbox();
let upstream: ListeningSandbox;
let worker: ChildProcess;
let url: string;

/** The built Worker in the real workerd, with the flags of wrangler.jsonc: no Node compatibility. */
async function startWorker(variables: Record<string, string>): Promise<string> {
  const vars = Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = [
    "dev",
    "dist/index.js",
    "--no-bundle",
    "--ip",
    "127.0.0.1",
    "--port",
    "0",
    "--show-interactive-dev-session=false",
  ];
  worker = spawn("node_modules/.bin/wrangler", [...args, ...vars], {
    cwd: directory,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
    // A group of its own, so that workerd ends with it.
    detached: true,
  });
  let output = "";
  return new Promise((resolve, reject) => {
    const listenTo = (chunk: Buffer) => {
      output += chunk;
      const ready = /Ready on (http:\/\/[^\s]+)/.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    worker.stdout?.on("data", listenTo);
    worker.stderr?.on("data", listenTo);
    worker.on("exit", () => reject(new Error(`wrangler ended: ${output}`)));
  });
}

beforeAll(async () => {
  upstream = await listen(sandbox);
  url = await startWorker({
    NXCLOUD_BASE_URL: upstream.url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
    GATEWAY_API_KEYS: `shop:${key}`,
    CORS_ORIGINS: origin,
  });
}, 60_000);

afterAll(async () => {
  worker.removeAllListeners("exit");
  const ended = once(worker, "exit");
  process.kill(-(worker.pid as number), "SIGTERM");
  await ended;
  await upstream.close();
}, 30_000);

const init = (phone: string) =>
  createProxyClient({ baseUrl: url, headers: { authorization: `Bearer ${key}` } })
    .initJourneyToken({ phone, tokenType: "token_logistics_7" })
    .catch((error: unknown) => error);

describe("the built Worker in workerd, without Node compatibility", () => {
  it("gives a token", async () =>
    expect(await init("+84 912 345 678")).toMatchObject({
      token: expect.stringMatching(/^.{256}$/),
      phone: "84912345678",
    }));

  it("answers every documented code as its problem", async () => {
    for (const { code, error, outcome } of upstreamCodes()) {
      expect(await init(phoneForCode(code))).toMatchObject({
        name: "UpstreamError",
        upstreamCode: code,
        code: error,
        outcome,
      });
    }
  });

  it.each<[Fault, string]>([
    ["closed_after_read", "network_error"],
    ["html_502", "response_unreadable"],
    ["truncated_json", "response_unreadable"],
    ["oversized_body", "response_unreadable"],
    ["redirect", "response_unreadable"],
    ["not_utf8", "response_unreadable"],
    ["success_without_data", "response_invalid"],
  ])("makes a typed error of %s, with an unknown outcome", async (fault, code) =>
    expect(await init(phoneForFault(fault))).toMatchObject({ code, outcome: "unknown" }),
  );

  it("keeps the digits of a numeric journeyId", async () =>
    expect(await init(phoneForFault("numeric_journey_id"))).toMatchObject({
      journeyId: expect.stringMatching(/^\d{19}$/),
    }));

  it("refuses strangers, answers preflights and health", async () => {
    const stranger = await fetch(`${url}/v1/journeys`, { method: "POST", body: "{}", headers: { origin } });
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get("access-control-allow-origin")).toBe(origin);
    const preflight = { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } };
    expect((await fetch(`${url}/v1/journeys`, preflight)).status).toBe(204);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
