import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { recordOutput } from "nxzalo-testing/child-process";
import { startRefusingServer } from "nxzalo-testing/refusing-postgres";
import { describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const variables = {
  NXCLOUD_ACCESS_KEY: "sandbox-access-key",
  NXCLOUD_ACCESS_SECRET: "sandbox-access-secret",
  NXCLOUD_APP_KEY: "sandbox-app",
  GATEWAY_API_KEYS: "0123456789abcdef",
  PORT: "0",
  STORE_KEY: Buffer.alloc(32, 7).toString("base64"),
};
const start = (DATABASE_URL: string): ChildProcess =>
  spawn(process.execPath, [main], { env: { ...variables, DATABASE_URL }, stdio: ["ignore", "pipe", "pipe"] });

describe.concurrent("a DATABASE_URL that can never work ends the gateway at once, in one line that quotes nothing", () => {
  const endOf = async (url: string) => {
    const child = start(url);
    const said = text(child.stderr as NodeJS.ReadableStream);
    const [code] = await once(child, "exit");
    return { code, said: await said };
  };
  const line = (message: string) => `The configuration is not usable: DATABASE_URL ${message}\n`;

  it.each([
    ["postgres://u:secret@host:x/db", "has a port that is none: a number from 1 to 65535"],
    ["postgres://u:secret#@host/db", "has a #: in a password it is written %23"],
    ["postgres://u:secret@one,two/db", "lists several hosts: name one, such as a pooler's that knows the others"],
    [
      "postgres://u:secret@host/db?sslmode=verify-full&sslrootcert=/no/secret.pem",
      "names by sslrootcert a file that cannot be read (ENOENT)",
    ],
  ])("%s", async (url, message) => {
    expect(await endOf(url)).toEqual({ code: 1, said: line(message) });
  });

  it("a password that the server refuses", async () => {
    const { port, close } = await startRefusingServer("28P01", 'password authentication failed for user "secret"');
    expect(await endOf(`postgres://secret:secret@127.0.0.1:${port}/x`)).toEqual({
      code: 1,
      said: line("refuses the user or the password (28P01)"),
    });
    close();
  });
});

it("a server that may take it later is waited for", async () => {
  const { port, close } = await startRefusingServer("57P03", "the database system is starting up");
  const child = start(`postgres://secret@127.0.0.1:${port}/x`);
  const output = recordOutput(child);
  // A busy machine takes its time to start a process.
  await output.waitFor(/DATABASE_URL cannot be used \(57P03\): not ready until it can/, 60_000);
  await output.waitFor(/gateway on http/, 60_000);
  child.kill("SIGKILL");
  close();
}, 120_000);

it.each([
  ["postgres://secret@nowhere.invalid/x", 1],
  ["postgres://secret@nowhere.invalid/x?sslmode=verify-full", 0],
  ["postgres://secret@127.0.0.1:1/x", 0],
])("%s: a way without TLS to another machine is warned about", async (DATABASE_URL, count) => {
  const lines: unknown[] = [];
  const config = gatewayConfigFromEnv({ ...variables, DATABASE_URL });
  const gateway = await startGateway(config, (logged) => lines.push(logged));
  await gateway.close().catch(() => {});
  const warned = lines.filter((one) => (one as { level: string }).level === "warn");
  expect(warned).toHaveLength(count);
  expect(JSON.stringify(lines)).not.toContain("secret");
});
