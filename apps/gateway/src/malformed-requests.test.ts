import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { findHostFault } from "./malformed-requests.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { lonelyVariables } from "./testing/variables.ts";
import { limitsFor } from "./timeouts.ts";

const key = "0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const logs: Readonly<Record<string, unknown>>[] = [];
let gateway: RunningGateway;

beforeAll(async () => {
  const config = gatewayConfigFromEnv({
    ...lonelyVariables,
    GATEWAY_API_KEYS: `shop:${key}`,
    RECEIPT_KEYS: receiptKey,
    SQLITE_PATH: ":memory:",
  });
  const limits = { ...limitsFor(5_000), headersMs: 300, requestMs: 600, checkEveryMs: 50 };
  gateway = await startGateway(config, (line) => logs.push(line), { limits });
});
afterAll(() => gateway.close());

/** All that comes back for some bytes, until the gateway closes the connection. */
async function send(text: string) {
  const socket = connect({ port: gateway.port, host: "127.0.0.1", allowHalfOpen: true });
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, "end");
  socket.destroy();
  const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
  const httpRequestId = /x-request-id: (\S+)/i.exec(received)?.[1];
  return { received, statuses, lines: logs.filter((line) => line["httpRequestId"] === httpRequestId) };
}

describe("HTTP/1.0, without Host", () => {
  it.each(["GET /healthz", "GET /readyz", "HEAD /readyz", "OPTIONS /healthz"])("%s is answered", async (request) => {
    const { statuses, received } = await send(`${request} HTTP/1.0\r\n\r\n`);
    expect(statuses).toEqual([request.startsWith("OPTIONS") ? 405 : 200]);
    expect(received).toMatch(/\r\nconnection: close\r\n/i);
  });

  it("a receipt is taken", async () => {
    const body = '{"status":"journey_time_out","journeyId":"1"}';
    const head = `POST /v1/receipts/${receiptKey} HTTP/1.0\r\ncontent-length: ${body.length}\r\n\r\n`;
    const { statuses, received } = await send(head + body);
    expect(statuses).toEqual([200]);
    expect(received).toMatch(/\r\n\r\nsuccess$/);
  });
});

describe("OPTIONS *", () => {
  it("is a ping, which is answered without a path", async () => {
    const { statuses, received } = await send("OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    expect(statuses).toEqual([204]);
    expect(received).toMatch(/\r\nallow: GET, HEAD, POST, DELETE, OPTIONS\r\n/i);
  });

  it.each(["GET * HTTP/1.1\r\nhost: x", "OPTIONS * HTTP/1.1"])(
    "of another method, or without Host, is none: %j",
    async (head) => expect((await send(`${head}\r\n\r\n`)).statuses).toEqual([400]),
  );
});

const open = `POST /v1/journeys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;

describe("what is no request", () => {
  it.each([
    ["another protocol", "\x16\x03\x01\x02\x00\x01\x00", 400, "HPE_INVALID_METHOD"],
    ["a head that is none", "GET /healthz HTTP/1.1\r\nhost x\r\n\r\n", 400, "HPE_INVALID_HEADER_TOKEN"],
    ["no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "HOST_MISSING"],
    ["two Hosts", "GET /healthz HTTP/1.1\r\nhost: x\r\nHost: y\r\n\r\n", 400, "HOST_TWICE"],
    ["a Host that is none", "GET /healthz HTTP/1.1\r\nhost: a b\r\n\r\n", 400, "ERR_INVALID_URL"],
    ["no path", "GET * HTTP/1.1\r\nhost: x\r\n\r\n", 400, "ERR_INVALID_URL"],
    [
      "a large head",
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(200_000)}\r\n\r\n`,
      431,
      "HPE_HEADER_OVERFLOW",
    ],
    ["a chunk that is none", `${open}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400, "HPE_INVALID_CHUNK_SIZE"],
    [
      "a chunk with much beside its size",
      `${open}transfer-encoding: chunked\r\n\r\n1;${"x".repeat(20_000)}\r\n`,
      413,
      "HPE_CHUNK_EXTENSIONS_OVERFLOW",
    ],
    ["half a head", "GET /healthz HTTP/1.1\r\nhost", 408, "ERR_HTTP_REQUEST_TIMEOUT"],
    ["half a body", `${open}content-length: 10\r\n\r\n{`, 408, "ERR_HTTP_REQUEST_TIMEOUT"],
  ])("%s is answered, and leaves one line", async (_, text, status, causeCode) => {
    const { statuses, received, lines } = await send(text);
    expect(statuses).toEqual([status]);
    expect(received).toMatch(/\r\nconnection: close\r\n/i);
    expect(lines).toMatchObject([{ level: "info", route: "unmatched", status, causeCode }]);
  });

  it("is not answered in place of a call before it on the same connection", async () => {
    const call = `${open}content-length: 2\r\n\r\n{}`;
    const { statuses, received } = await send(`${call}nonsense\r\n\r\n`);
    expect(statuses).toEqual([422]);
    expect(received).toMatch(/\r\nconnection: close\r\n/i);
  });

  it("nor is a connection that is closed without a word", async () => {
    const before = logs.length;
    const socket = connect(gateway.port, "127.0.0.1");
    await once(socket, "connect");
    socket.resetAndDestroy();
    const httpRequestId = (await fetch(`${gateway.url}/healthz`)).headers.get("x-request-id");
    await expect.poll(() => logs.some((line) => line["httpRequestId"] === httpRequestId)).toBe(true);
    // Calls of the tests before may be logged after their connections have been closed.
    const lines = logs.slice(before).filter(({ route }) => route !== "/v1/journeys");
    expect(lines).toMatchObject([{ route: "/healthz" }]);
  });
});

it.each<[string, string, readonly string[], string | undefined]>([
  ["one, in any case", "1.1", ["HOST", "x"], undefined],
  ["none, where HTTP wants one", "1.1", ["from", "host", "date", "host"], "HOST_MISSING"],
  ["none, where it need not be", "1.0", [], undefined],
  ["one beside what is as long", "1.1", ["from", "host", "host", "x", "date", "host"], undefined],
  ["two", "1.1", ["Host", "x", "host", "x"], "HOST_TWICE"],
  ["two, where none need be", "1.0", ["host", "x", "host", "y"], "HOST_TWICE"],
])("the Host of a request: %s", (_, httpVersion, rawHeaders, fault) =>
  expect(findHostFault({ httpVersion, rawHeaders } as IncomingMessage)).toBe(fault),
);
