import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type GatewayOptions, type RunningGateway, startGateway } from "./server.ts";
import { lonelyVariables } from "./testing/variables.ts";
import { limitsFor, serverOptions } from "./timeouts.ts";

const variables = { ...lonelyVariables, GATEWAY_API_KEYS: "shop:0123456789abcdef", SQLITE_PATH: ":memory:" };

const running: RunningGateway[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

async function start(options: GatewayOptions = {}) {
  const gateway = await startGateway(gatewayConfigFromEnv(variables), () => {}, options);
  running.push(gateway);
  return gateway;
}

/** Asks once more on a connection, and says how that ended: with the status line, or without. */
async function ask(socket: Socket): Promise<string> {
  if (socket.closed) return "closed";
  const answered = once(socket, "data").then(
    ([chunk]) => String(chunk).split("\r\n")[0] ?? "",
    (error: NodeJS.ErrnoException) => String(error.code),
  );
  const closed = once(socket, "close").then(() => "closed");
  socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
  return Promise.race([answered, closed]);
}

async function openAndAsk(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  expect(await ask(socket)).toBe("HTTP/1.1 200 OK");
  return socket;
}

const connections = 300;
const ok = Array(connections).fill("HTTP/1.1 200 OK");

describe("connections that are kept", () => {
  it("may be idle for as long as balancers keep them: none is reset while it is written to", async () => {
    const { port } = await start();
    const sockets = await Promise.all(Array.from({ length: connections }, () => openAndAsk(port)));
    // Around the 6 s after which Node closes by default, one after the other.
    const answers = sockets.map(async (socket, index) => {
      await delay(5_800 + index);
      return ask(socket);
    });
    expect(await Promise.all(answers)).toEqual(ok);
    for (const socket of sockets) socket.destroy();
  });

  it("outlive the limits of a request and of silence", async () => {
    const limits = { ...limitsFor(20_000), headersMs: 200, requestMs: 300, silenceMs: 400, checkEveryMs: 50 };
    const { port } = await start({ limits });
    const socket = await openAndAsk(port);
    await delay(1_500);
    expect(await ask(socket)).toBe("HTTP/1.1 200 OK");
    socket.destroy();
  });

  it("are answered when their time ends while the process is busy, and what they sent lies unread", async () => {
    const { port } = await start({ limits: limitsFor(1_000) });
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openAndAsk(port)));
    // Timers run next, before anything is read.
    await new Promise((resolve) => setImmediate(resolve));
    const answers = sockets.map(ask);
    // Longer than their time, to which Node adds a second.
    const until = performance.now() + 3_000;
    while (performance.now() < until);
    expect(await Promise.all(answers)).toEqual(ok.slice(0, 20));
    for (const socket of sockets) socket.destroy();
  });

  it("are closed in the end", async () => {
    const { port } = await start({ limits: limitsFor(200) });
    const socket = await openAndAsk(port);
    await once(socket, "close");
  });
});

it("silence is longer than a call may take, which asks NXCLOUD twice, and than a connection may be idle", () => {
  expect(limitsFor(1_000).silenceMs).toBe(75_000);
  for (const keepAliveMs of [60_000, 75_000, 3_600_000])
    expect(limitsFor(keepAliveMs).silenceMs).toBeGreaterThan(keepAliveMs + 1_000);
});

it("a caller has 10 s for the head of a request and 30 s for all of it, which is looked at each second", () =>
  expect(serverOptions(limitsFor(75_000))).toEqual({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    connectionsCheckingInterval: 1_000,
    requireHostHeader: false,
  }));
