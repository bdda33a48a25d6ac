import { setTimeout as delay } from "node:timers/promises";
import type { RunningGateway } from "nxzalo-gateway";
import { afterEach, beforeEach, expect, it } from "vitest";
import { countResources, grown } from "../../harness/resources.ts";
import { eventually } from "../../harness/waiting.ts";
import { type Attacker, attack, drip } from "./attacker.ts";
import { key, shortLimits, startGatewayUnderTest, timeHealthyCalls } from "./gateway-under-test.ts";

/** What a busy machine may add to the end of a connection. */
const slackMs = 1_500;
/** While it is attacked: far below what any client waits. */
const healthyMs = 1_500;

const head = `POST /v1/journeys HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
const admitted = `${head}authorization: Bearer ${key}\r\n`;

let before: Readonly<Record<string, number>>;
let gateway: RunningGateway;

beforeEach(async () => {
  before = countResources();
  gateway = await startGatewayUnderTest();
});
afterEach(async () => {
  await gateway.close();
  expect(
    await eventually(
      () => grown(before),
      (more) => more.length === 0,
      8_000,
    ),
  ).toEqual([]);
});

const many = (count: number, start: () => Promise<Attacker>) => Promise.all(Array.from({ length: count }, start));

/** Healthy calls go on for as long as the attack lasts, and every hostile connection is gone within its limit. */
async function survives(attackers: readonly Attacker[], limitMs: number): Promise<void> {
  const gone = Promise.all(attackers.map(({ keptMs }) => keptMs));
  let isOver = false;
  void gone.then(() => (isOver = true));
  const times: number[] = [];
  while (!isOver && times.length < 200) {
    times.push(await timeHealthyCalls(gateway.url));
    await delay(50);
  }
  expect(Math.max(...(await gone))).toBeLessThan(limitMs + slackMs);
  expect(Math.max(...times)).toBeLessThan(healthyMs);
}

it("slow bodies, of callers whom it admits", async () => {
  const attackers = await many(50, () =>
    attack(gateway.port, (socket) => {
      socket.write(`${admitted}content-length: 1000\r\n\r\n{`);
      drip(socket, " ", 50);
    }),
  );
  await survives(attackers, shortLimits.requestMs);
});

it("slow bodies, of strangers: they are refused before the body has come", async () => {
  const attackers = await many(50, () =>
    attack(gateway.port, (socket) => {
      socket.write(`${head}content-length: 1000\r\n\r\n{`);
      drip(socket, " ", 50);
    }),
  );
  await survives(attackers, shortLimits.requestMs);
  for (const { received } of attackers) expect(received()).toMatch(/^HTTP\/1\.1 401 /);
});

it("headers that never end, slowly", async () => {
  const attackers = await many(50, () =>
    attack(gateway.port, (socket) => {
      socket.write(admitted);
      drip(socket, "x-more: 1\r\n", 50);
    }),
  );
  await survives(attackers, shortLimits.headersMs);
  for (const { received } of attackers) expect(received()).toMatch(/^HTTP\/1\.1 408 /);
});

it("headers that never end, in a flood: they are refused at once", async () => {
  const attackers = await many(50, () =>
    attack(gateway.port, (socket) => void socket.write(`${admitted}${"x-more: 1\r\n".repeat(5_000)}`)),
  );
  await survives(attackers, 0);
  for (const { received } of attackers) expect(received()).toMatch(/^HTTP\/1\.1 431 /);
});

it("1,000 sockets that say nothing", async () => {
  await survives(await many(1_000, () => attack(gateway.port, () => {})), shortLimits.headersMs);
});

it("1,000 sockets that fall silent after a request", async () => {
  const ask = () => attack(gateway.port, (socket) => void socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"));
  const attackers = await many(1_000, ask);
  await survives(attackers, shortLimits.keepAliveMs + 1_000);
  for (const { received } of attackers) expect(received()).toMatch(/^HTTP\/1\.1 200 /);
});

// Node's server takes a caller who says that no more comes for one who has hung up.
it("connections that the caller has closed on one side, after a whole request, half a one or nothing, go at once", async () => {
  const body = '{"phone":"84912345678","tokenType":"token_logistics_7"}';
  const texts = [
    `${admitted}content-length: ${body.length}\r\n\r\n${body}`,
    `${admitted}content-length: 99\r\n\r\n{`,
    "",
  ];
  const halves = texts.map((text) =>
    many(20, () => attack(gateway.port, (socket) => void socket.end(text), { allowHalfOpen: true })),
  );
  await survives((await Promise.all(halves)).flat(), 0);
});

it("callers who ask for much and never read it", async () => {
  const asked = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: x\r\n\r\n".repeat(50);
  const attackers = await many(20, () =>
    attack(
      gateway.port,
      (socket) => {
        socket.pause();
        socket.write(asked);
      },
      { reads: false },
    ),
  );
  const connections = () => (countResources()["TCPSocketWrap"] ?? 0) - (before["TCPSocketWrap"] ?? 0);
  // The gateway's own side of them may still have to be accepted.
  expect(await eventually(connections, (open) => open > 20, slackMs)).toBeGreaterThan(20);
  await expect(timeHealthyCalls(gateway.url)).resolves.toBeLessThan(healthyMs);
  // Ours stay, because they never look; the gateway's are gone.
  expect(await eventually(connections, (open) => open <= 20 + 4, shortLimits.silenceMs * 2 + slackMs)).toBeLessThan(25);
  for (const { socket } of attackers) socket.destroy();
});

it("what is not HTTP", async () => {
  const attackers = await many(50, () =>
    attack(gateway.port, (socket) => void socket.write("\x16\x03\x01 hello\r\n\r\n")),
  );
  await survives(attackers, 0);
  for (const { received } of attackers) expect(received()).toMatch(/^HTTP\/1\.1 400 /);
});
