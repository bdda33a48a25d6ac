import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { createSandbox, phoneForFault } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { recordOutput } from "nxzalo-testing/child-process";
import { describe, it, type TestContext } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { heldEmulator } from "./testing/held-emulator.ts";
import { gatewayVariables } from "./testing/variables.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const key = "0123456789abcdef";

/** The gateway as a process, in front of the emulator. */
async function start({ onTestFinished }: TestContext, drainSeconds: number, emulator = createSandbox()) {
  const upstream = await listen(emulator);
  onTestFinished(upstream.close);
  const env = {
    ...gatewayVariables(emulator, upstream.url),
    GATEWAY_API_KEYS: key,
    DRAIN_SECONDS: String(drainSeconds),
    SQLITE_PATH: ":memory:",
  };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const output = recordOutput(child);
  const url = await output.waitFor(/(http:\/\/127[^"\s]+)/, 60_000);
  const open = (phone = "84912345678") =>
    askGateway(`${url}/v1/journeys`, key, { phone, tokenType: "token_logistics_7" });
  const statusOf = (path: string) =>
    fetch(`${url}${path}`).then(
      ({ status }) => status,
      () => "refused",
    );
  const lines = () =>
    output
      .read()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return { child, ended, output, url, open, statusOf, lines };
}

/** A busy machine takes its time to start a process. */
const timeout = 120_000;
const withinMs = { timeout: 20_000 };

describe("the process, at a signal", () => {
  it("is unready at once, takes calls for a while, finishes what is in flight, exits 0", { timeout }, async (test) => {
    const { expect } = test;
    const slowPhone = "84987654321";
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const emulator = heldEmulator(createSandbox(), (body) => (body.includes(slowPhone) ? released : undefined));
    const { child, ended, open, statusOf, output, lines } = await start(test, 5, emulator);
    child.kill("SIGTERM");
    await output.waitFor(/SIGTERM: /, 20_000);
    expect(await statusOf("/readyz")).toBe(503);
    expect(await statusOf("/healthz")).toBe(200);
    expect((await open()).status).toBe(201);
    // It is in flight when the port closes.
    const slow = open(slowPhone);
    await expect.poll(() => statusOf("/healthz"), withinMs).toBe("refused");
    release();
    expect((await slow).status).toBe(201);
    expect(await ended).toBe(0);
    expect(lines().filter(({ inFlight }) => inFlight !== undefined)).toMatchObject([
      { level: "info", message: expect.stringMatching(/^SIGTERM: .* 5 s more/), inFlight: 0 },
      { level: "info", message: expect.stringContaining("accepts no more"), inFlight: 1 },
      { level: "info", message: expect.stringContaining("has ended"), inFlight: 0, durationMs: expect.any(Number) },
    ]);
  });

  it("asks for the next call to go elsewhere: each response closes its connection", { timeout }, async (test) => {
    const { expect } = test;
    const { child, ended, url, output } = await start(test, 600);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const connectionOf = async () => {
      const sent = request(`${url}/healthz`, { agent }).end();
      const [response] = await once(sent, "response");
      response.resume();
      await once(response, "close");
      return response.headers.connection;
    };
    expect(await connectionOf()).toBe("keep-alive");
    child.kill("SIGTERM");
    await output.waitFor(/SIGTERM: /, 20_000);
    expect(await connectionOf()).toBe("close");
    expect(await connectionOf()).toBe("close");
    agent.destroy();
    child.kill("SIGTERM");
    expect(await ended).toBe(1);
  });

  it("ends at once at a second one, and says so", { timeout }, async (test) => {
    const { expect } = test;
    const { child, ended, open, output, lines } = await start(test, 600);
    const cut = open(phoneForFault("no_answer")).catch(() => "cut");
    await expect.poll(() => open().then(({ status }) => status), withinMs).toBe(201);
    child.kill("SIGTERM");
    await output.waitFor(/SIGTERM: /, 20_000);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    expect(await cut).toBe("cut");
    const message = expect.stringMatching(/^SIGINT again: .* at once/);
    expect(lines().at(-1)).toMatchObject({ level: "warn", message, inFlight: 1 });
  });

  it("finishes what is in flight also where its terminal is closed, of which it is told twice", {
    timeout,
  }, async (test) => {
    const { expect } = test;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let asked = 0;
    const held = (): Promise<void> => {
      asked += 1;
      return released;
    };
    const { child, ended, open, statusOf } = await start(test, 0, heldEmulator(createSandbox(), held));
    const slow = open();
    await expect.poll(() => asked, withinMs).toBe(1);
    child.kill("SIGHUP");
    await expect.poll(() => statusOf("/healthz"), withinMs).toBe("refused");
    child.kill("SIGHUP");
    release();
    expect((await slow).status).toBe(201);
    expect(await ended).toBe(0);
  });

  it("without DRAIN_SECONDS stops accepting at once", { timeout }, async (test) => {
    const { expect } = test;
    const { child, ended, statusOf } = await start(test, 0);
    child.kill("SIGINT");
    await expect.poll(() => statusOf("/healthz"), withinMs).toBe("refused");
    expect(await ended).toBe(0);
  });
});

it("the process goes on when the reader of its log has gone, and still ends well", { timeout }, async (test) => {
  const { expect } = test;
  const { child, ended, statusOf } = await start(test, 0);
  child.stdout?.destroy();
  child.stderr?.destroy();
  for (let calls = 0; calls < 20; calls++) expect(await statusOf("/healthz")).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});
