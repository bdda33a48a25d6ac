import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { heldEmulator } from "./testing/held-emulator.ts";
import { gatewayVariables } from "./testing/variables.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const renewDataKey = fileURLToPath(new URL("../dist/renew-data-key.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nxzalo-gateway-"));
const key = "0123456789abcdef";
const sandbox = createSandbox();
const running = new Set<ChildProcess>();
let upstream: ListeningSandbox;

beforeAll(async () => {
  upstream = await listen(sandbox);
});
afterAll(async () => {
  await Promise.all([...running].map((child) => kill(child)));
  await upstream.close();
  rmSync(folder, { recursive: true });
});

const variablesOf = (file: string) => ({
  ...gatewayVariables(sandbox, upstream.url),
  GATEWAY_API_KEYS: `desk:${key}`,
  SQLITE_PATH: join(folder, file),
});

/** A gateway in a process of its own, on a shared file. */
async function start(file: string, more: Record<string, string> = {}) {
  const env = { ...variablesOf(file), ...more };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let said = "";
  child.stderr?.on("data", (chunk) => (said += chunk));
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const found = /gateway on (http:[^"]+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", () => reject(new Error(said)));
  });
  return { child, url, said: () => output };
}

async function kill(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function ask(url: string, reference?: string, phone = "84912345678") {
  const response = await askGateway(`${url}/v1/journeys`, key, { phone, tokenType: "token_logistics_7", reference });
  return { status: response.status, json: (await response.json()) as { token?: string; reused?: boolean } };
}

/** Renews the data key, by its own command. */
async function renew(env: Record<string, string>) {
  const child = spawn(process.execPath, [renewDataKey], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code, stdout, stderr };
}

// Processes of several tests start at once: on a busy machine that takes its time.
describe.concurrent("with SQLITE_PATH, a gateway", () => {
  it("says in one line that the store is new, and never when it is not", async () => {
    const linesOf = (output: string) => output.split("\n").filter((line) => line.includes("the store is new"));
    const first = await start("new.db");
    expect(linesOf(first.said())).toEqual([expect.stringContaining(join(folder, "new.db"))]);
    await kill(first.child);
    const second = await start("new.db");
    expect(linesOf(second.said())).toEqual([]);
    await kill(second.child);
  });

  it("answers 201 for a new journey and 200 with the same token after that, also after SIGKILL", async () => {
    const first = await start("kept.db");
    const made = await ask(first.url, "Đơn 42");
    expect(made).toMatchObject({ status: 201, json: { reused: false } });
    expect(await ask(first.url, "Đơn 42")).toMatchObject({
      status: 200,
      json: { token: made.json.token, reused: true },
    });
    await kill(first.child);
    const second = await start("kept.db");
    expect(await ask(second.url, "Đơn 42")).toMatchObject({ status: 200, json: { token: made.json.token } });
    expect((await ask(second.url)).status).toBe(201);
  }, 120_000);

  it("keeps nothing in the clear, and its key for its owner alone", async () => {
    const { child, url } = await start("encrypted.db");
    const { json } = await ask(url, "Đơn 43");
    await kill(child);
    const files = readdirSync(folder).filter((name) => name.startsWith("encrypted.db"));
    const content = files.map((name) => readFileSync(join(folder, name), "latin1")).join();
    expect(content).not.toContain(json.token);
    expect(content).not.toContain("84912345678");
    expect(statSync(join(folder, "encrypted.db.key")).mode & 0o777).toBe(0o600);
  }, 120_000);

  it("goes on while its data key is renewed, by a command of its own", async () => {
    const { child, url } = await start("renewed.db");
    const { json } = await ask(url, "Đơn 44");
    const env = variablesOf("renewed.db");
    const renewed = `a new key for what is stored in ${env.SQLITE_PATH}: 1 values were encrypted anew\n`;
    expect(await renew(env)).toEqual({ code: 0, stdout: renewed, stderr: "" });
    expect(await ask(url, "Đơn 44")).toMatchObject({ status: 200, json: { token: json.token } });
    expect((await ask(url, "Đơn 45")).status).toBe(201);
    await kill(child);
    const next = await start("renewed.db");
    expect(await ask(next.url, "Đơn 44")).toMatchObject({ status: 200, json: { token: json.token } });
    expect((await ask(next.url, "Đơn 45")).status).toBe(200);
  }, 120_000);

  it("has no data key renewed in a file that is not there: none is made", async () => {
    const env = variablesOf("absent.db");
    const stderr = `SQLITE_PATH names no file (${env.SQLITE_PATH}), and DATABASE_URL is not set: nothing is stored there\n`;
    expect(await renew(env)).toEqual({ code: 1, stdout: "", stderr });
    expect(readdirSync(folder).filter((name) => name.startsWith("absent"))).toEqual([]);
  }, 120_000);

  it("that is ending writes down what became of a message whose caller has gone", async ({
    expect,
    onTestFinished,
  }) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const emulator = createSandbox();
    const sent = () => emulator.calls.filter(({ path }) => path === "/v1/zalo/mt").length;
    let arrived = 0;
    const held = await listen(
      heldEmulator(emulator, () => {
        arrived += 1;
        return released;
      }),
    );
    onTestFinished(held.close);
    const more = { NXCLOUD_BASE_URL: held.url };
    const { child, url } = await start("ended.db", more);
    const send = (base: string, signal?: AbortSignal) =>
      fetch(`${base}/v1/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": "42" },
        body: JSON.stringify({ phone: "84912345678", templateId: "133214", templateData: {} }),
        ...(signal && { signal }),
      });
    const hangUp = new AbortController();
    const gone = send(url, hangUp.signal).catch(() => "gone");
    await expect.poll(() => arrived).toBe(1);
    hangUp.abort();
    expect(await gone).toBe("gone");
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await expect.poll(() => fetch(`${url}/healthz`).catch(() => "refused")).toBe("refused");
    release();
    expect(await ended).toEqual([0, null]);
    const next = await start("ended.db", more);
    const repeated = await send(next.url);
    expect([repeated.status, await repeated.json()]).toEqual([
      202,
      { requestId: expect.any(String), state: "accepted", messageId: expect.any(String) },
    ]);
    expect(sent()).toBe(1);
  }, 120_000);

  it("refuses to start with a STORE_KEY that does not fit, in one line that names it", async () => {
    const { child } = await start("foreign.db");
    await kill(child);
    const STORE_KEY = Buffer.alloc(32, 1).toString("base64");
    await expect(start("foreign.db", { STORE_KEY })).rejects.toThrow(
      /^The configuration is not usable: STORE_KEY does not fit the data.*$/m,
    );
  }, 120_000);
});
