import { once } from "node:events";
import { connect } from "node:net";
import { upstreamCodes } from "@nxzalo/core";
import { createSandbox, type Fault, phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { gatewayVariables } from "./testing/variables.ts";

const key = "0123456789abcdef";
const logs: Readonly<Record<string, unknown>>[] = [];
const sandbox = createSandbox();
let upstream: ListeningSandbox;
let gateway: RunningGateway;
/** One that soon loses patience, for an upstream that never answers. */
let impatient: RunningGateway;

beforeAll(async () => {
  upstream = await listen(sandbox);
  const config = gatewayConfigFromEnv({
    SQLITE_PATH: ":memory:",
    ...gatewayVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:${key}`,
  });
  gateway = await startGateway(config, (line) => logs.push(line));
  impatient = await startGateway({ ...config, timeoutMs: 2_000, deadlineMs: 2_500 }, () => {});
});
afterAll(async () => {
  await Promise.all([gateway.close(), impatient.close()]);
  await upstream.close();
});

let orders = 0;
async function post(
  phone: string,
  {
    signal,
    reference = `Đơn hàng ${orders++} 🚚`,
    url = gateway.url,
  }: { signal?: AbortSignal; reference?: string; url?: string } = {},
) {
  const response = await fetch(`${url}/v1/journeys`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ phone, tokenType: "token_logistics_30", reference }),
    ...(signal && { signal }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

describe("through the gateway and the sandbox, over real HTTP", () => {
  it("a token comes back", async () => {
    const { status, json, headers } = await post("+84 912 345 678");
    expect(status).toBe(201);
    expect(json).toMatchObject({ phone: "84912345678", tokenType: "token_logistics_30" });
    expect(json.token).toHaveLength(256);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("every documented code comes back as its problem", async () => {
    for (const { code, error, proxyStatus, outcome, hint, retryable } of upstreamCodes()) {
      const { status, json, headers } = await post(phoneForCode(code));
      expect(status, String(code)).toBe(proxyStatus);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(headers.get("retry-after")).toBe(proxyStatus === 429 ? "1" : null);
      expect(json).toMatchObject({
        type: `urn:nxzalo:problem:${error}`,
        kind: "upstream",
        code: error,
        upstreamCode: code,
        outcome,
        hint,
        retryable,
        status: proxyStatus,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        instance: `urn:uuid:${headers.get("x-request-id")}`,
      });
    }
    expect((await post(phoneForCode(12345))).json).toMatchObject({
      code: "upstream_code_unknown",
      upstreamCode: 12345,
      status: 502,
    });
  });

  it.concurrent.each<[Fault, number, string]>([
    ["closed_before_read", 502, "network_error"],
    ["closed_after_read", 502, "network_error"],
    ["html_502", 502, "response_unreadable"],
    ["truncated_json", 502, "response_unreadable"],
    ["empty_200", 502, "response_unreadable"],
    ["oversized_body", 502, "response_unreadable"],
    ["redirect", 502, "response_unreadable"],
    ["not_utf8", 502, "response_unreadable"],
    ["success_without_data", 502, "response_invalid"],
    ["no_answer", 504, "timeout"],
  ])("the fault %s comes back as a problem", async (fault, status, code) =>
    expect(await post(phoneForFault(fault), fault === "no_answer" ? { url: impatient.url } : {})).toMatchObject({
      status,
      json: { code, outcome: "unknown" },
    }),
  );

  it.concurrent.each<Fault>(["code_as_string", "numeric_journey_id", "slow_answer"])(
    "%s does no harm",
    async (fault) => {
      const { status, json } = await post(phoneForFault(fault));
      expect(status).toBe(201);
      expect(json.journeyId).toMatch(/^\d{19}$/);
    },
  );

  it("a caller who hangs up does not cut off what was sent upstream, and its answer is stored", async () => {
    const before = sandbox.calls.length;
    const slow = phoneForFault("slow_answer");
    await expect(post(slow, { signal: AbortSignal.timeout(200), reference: "hung up" })).rejects.toThrow();
    const answered = () => logs.filter(({ status }) => status === 201).length;
    const soFar = answered();
    await expect.poll(answered).toBeGreaterThan(soFar);
    expect(sandbox.calls.length).toBe(before + 1);
    expect(await post(slow, { reference: "hung up" })).toMatchObject({ status: 200, json: { reused: true } });
    expect(sandbox.calls.length).toBe(before + 1);
  });
});

describe("the server", () => {
  it("refuses an oversized body without waiting for all of it", async () => {
    const socket = connect(gateway.port, "127.0.0.1");
    const head = `POST /v1/journeys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;
    socket.write(`${head}content-length: 10000000\r\n\r\n{`);
    const [reply] = await once(socket, "data");
    expect(String(reply)).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it("answers all that a caller has asked who then closes its side of the connection, and closes the other", async () => {
    const ask = (reference: string) => {
      const body = JSON.stringify({ phone: phoneForFault("slow_answer"), tokenType: "token_logistics_7", reference });
      const head = `POST /v1/journeys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;
      return `${head}content-length: ${body.length}\r\n\r\n${body}`;
    };
    const socket = connect({ port: gateway.port, host: "127.0.0.1", allowHalfOpen: true });
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.end(ask("half closed 1") + ask("half closed 2"));
    await once(socket, "end");
    expect(received.match(/HTTP\/1\.1 201 /g)).toHaveLength(2);
    socket.destroy();
  });

  it("answers the next request on a connection whose body was refused, or closes it", async () => {
    const socket = connect(gateway.port, "127.0.0.1");
    const body = "x".repeat(70_000);
    const head = `POST /v1/journeys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    const closed = once(socket, "close");
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
    socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await closed;
    const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map((match) => match[1]);
    expect(statuses[0]).toBe("413");
    expect([undefined, "200"]).toContain(statuses[1]);
  });

  it("refuses an oversized chunked body while it comes", async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(16_384))),
    });
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const request = fetch(`${gateway.url}/v1/journeys`, {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect((await request).status).toBe(413);
  });

  it("answers health without a key, and 404 as a problem", async () => {
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    const missing = await fetch(`${gateway.url}/nowhere?phone=84912345678`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: "route_not_found" });
  });

  it.each([
    ["/healthz", 200],
    ["/v1/me", 200],
    ["/nowhere", 404],
  ])("HEAD %s has the headers of GET, and no length that is not GET's", async (path, status) => {
    const ask = async (method: string) => {
      const response = await fetch(gateway.url + path, { method, headers: { authorization: `Bearer ${key}` } });
      const text = await response.text();
      const length = response.headers.get("content-length");
      return { status: response.status, type: response.headers.get("content-type"), length, isEmpty: text === "" };
    };
    const got = await ask("GET");
    expect(got).toMatchObject({ status, length: expect.stringMatching(/^[1-9]\d*$/), isEmpty: false });
    expect(await ask("HEAD")).toEqual({ ...got, length: null, isEmpty: true });
  });

  it("logs one line per request, without keys, tokens, bodies or phone numbers", async () => {
    const { json, headers } = await post("84987654321");
    const [line, ...more] = logs.filter(({ httpRequestId }) => httpRequestId === headers.get("x-request-id"));
    expect(more).toEqual([]);
    expect(line).toMatchObject({ method: "POST", route: "/v1/journeys", status: 201, caller: "shop" });
    expect(line?.["durationMs"]).toBeTypeOf("number");
    const all = JSON.stringify(logs);
    for (const secret of [json.token, key, "84987654321", "Đơn", sandbox.credentials.accessSecret])
      expect(all).not.toContain(secret);
  });
});
