import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { DiscardLimits } from "@nxzalo/core/internal";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { lonelyVariables } from "./testing/variables.ts";
import { endAfterBody } from "./unread-body.ts";

const headers = { authorization: "Bearer 0123456789abcdef", "content-type": "application/json" };
const million = 1_000_000;
let gateway: RunningGateway;

beforeAll(async () => {
  const config = gatewayConfigFromEnv({
    ...lonelyVariables,
    GATEWAY_API_KEYS: "shop:0123456789abcdef",
  });
  gateway = await startGateway(config, () => {});
});
afterAll(() => gateway.close());

async function* piecesOf(size: number) {
  for (let sent = 0; sent < size; sent += 65_536) yield Buffer.alloc(65_536, " ");
}

/** Posts by Node's own client: with `content-length` where the whole body is given. */
async function postByHttp(size: number, isChunked: boolean, more: Record<string, string> = {}) {
  const length = isChunked ? { "transfer-encoding": "chunked" } : { "content-length": String(size) };
  const request = httpRequest(`${gateway.url}/v1/journeys`, {
    method: "POST",
    headers: { ...headers, ...length, ...more },
  });
  request.end(Buffer.alloc(size, " "));
  const [response] = await once(request, "response");
  // On a busy machine the time may be over before all is sent: that is after the response, which has come.
  request.on("error", () => {});
  return [response.statusCode, JSON.parse(await text(response)).code];
}

async function postByFetch(size: number, isChunked: boolean) {
  const body = isChunked ? piecesOf(size) : Buffer.alloc(size, " ");
  const init = { method: "POST", headers, body, duplex: "half" } as unknown as RequestInit;
  const response = await fetch(`${gateway.url}/v1/journeys`, init);
  return [response.status, ((await response.json()) as { code: string }).code];
}

const clients = [
  ["node:http", postByHttp],
  ["fetch", postByFetch],
] as const;

describe.each(clients)("a body over its limit, by %s", (_, post) => {
  it.each([
    [1, false],
    [1, true],
    [5, false],
    [5, true],
    [20, false],
    [20, true],
  ])("%i MB (chunked: %s) is always 413", async (size, isChunked) => {
    for (let round = 0; round < (size === 20 ? 2 : 8); round++) {
      const answers = await Promise.all([1, 2, 3, 4].map(() => post(size * million, isChunked)));
      expect(answers).toEqual(Array(4).fill([413, "body_too_large"]));
    }
  });
});

it("another refusal of a large body is read as well", async () => {
  const init = { method: "POST", body: Buffer.alloc(5 * million, " ") };
  for (let round = 0; round < 10; round++) {
    expect((await fetch(`${gateway.url}/v1/journeys`, init)).status).toBe(401);
    expect((await fetch(`${gateway.url}/v1/nothing`, init)).status).toBe(404);
  }
});

describe("Expect: 100-continue", () => {
  /** What comes back before a byte of the body has been sent. */
  async function ask(length: number, body = "") {
    const socket = connect(gateway.port, "127.0.0.1");
    const lines = Object.entries({ ...headers, host: "x", expect: "100-continue", "content-length": String(length) });
    socket.write(`POST /v1/journeys HTTP/1.1\r\n${lines.map((line) => line.join(": ")).join("\r\n")}\r\n\r\n`);
    const [first] = await once(socket, "data");
    if (body) {
      socket.write(body);
      const [second] = await once(socket, "data");
      return { socket, answers: [String(first), String(second)] };
    }
    return { socket, answers: [String(first)] };
  }

  it("is 413 at once where the body is too large", async () => {
    const { socket, answers } = await ask(5 * million);
    expect(answers[0]).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it("is asked to go on where it is not", async () => {
    const { socket, answers } = await ask(2, "{}");
    expect(answers[0]).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    expect(answers[1]).toMatch(/^HTTP\/1\.1 422 /);
    socket.destroy();
  });
});

describe("a caller who does not stop sending", () => {
  /** How a connection ends that is sent something every few milliseconds, and what was read of it before. */
  async function sendOn(limits: DiscardLimits, piece: Buffer) {
    let received = 0;
    const server = createServer((incoming, outgoing) => {
      incoming.on("data", (chunk) => (received += chunk.length));
      incoming.pause();
      outgoing.writeHead(413, { "content-length": 2, connection: "close" }).write("no");
      endAfterBody(incoming, outgoing, limits);
    });
    const { url } = await listenOnLoopback(server);
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 999999999\r\n\r\n");
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk)).on("error", () => {});
    const sending = setInterval(() => socket.write(piece), 2);
    await once(socket, "close");
    clearInterval(sending);
    server.close();
    return { answer, received };
  }

  it("is cut off when the time is over, and has its answer", async () => {
    const { answer } = await sendOn({ bytes: million, timeoutMs: 50 }, Buffer.from("x"));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*no$/);
  });

  it("is not read beyond the limit", async () => {
    const { answer, received } = await sendOn({ bytes: 100_000, timeoutMs: 100 }, Buffer.alloc(50_000));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*no$/);
    // What was under way when it was reached.
    expect(received).toBeLessThan(400_000);
  });
});
