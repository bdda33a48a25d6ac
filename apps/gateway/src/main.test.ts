import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { freePort, whenAccepting } from "nxzalo-testing/loopback";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const key = "0123456789abcdef";
const variables = {
  NXCLOUD_ACCESS_KEY: "sandbox-access-key",
  NXCLOUD_ACCESS_SECRET: "sandbox-access-secret",
  NXCLOUD_APP_KEY: "sandbox-app",
  GATEWAY_API_KEYS: key,
  PORT: "0",
  SQLITE_PATH: ":memory:",
};

const start = (env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });

/** The exit code and what was said on stderr. */
async function endOf(child: ChildProcess): Promise<{ code: unknown; said: string }> {
  const said = text(child.stderr as NodeJS.ReadableStream);
  const [code] = await once(child, "exit");
  return { code, said: await said };
}

/** The lines of its log, up to the one that says where it listens. */
async function linesUntilReady(child: ChildProcess): Promise<readonly string[]> {
  let log = "";
  while (!/"gateway on .*\n/.test(log)) log += String((await once(child.stdout as NodeJS.ReadableStream, "data"))[0]);
  return log.trimEnd().split("\n");
}

describe("main.js", () => {
  it.each(["20.20.2", "22.18.0"])("says on Node %s, in one line, that it needs a newer one", async (version) => {
    const fake = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const { code, said } = await endOf(
      spawn(process.execPath, ["--import", fake, main], { env: variables, stdio: [...stdio] }),
    );
    expect(code).toBe(1);
    expect(said).toBe(`nxzalo needs Node 22.19 or later: this is Node ${version}\n`);
  });

  it("names every missing variable in one line, and says how to make a key", async () => {
    const { code, said } = await endOf(start({}));
    expect(code).toBe(1);
    for (const name of [
      "NXCLOUD_ACCESS_KEY",
      "NXCLOUD_ACCESS_SECRET",
      "NXCLOUD_APP_KEY",
      "GATEWAY_API_KEYS",
      "openssl rand",
    ]) {
      expect(said).toContain(name);
    }
    expect(said.trim().split("\n")).toHaveLength(1);
  });

  it("says that its store cannot be used, in one line that names the variable", async () => {
    const { code, said } = await endOf(start({ ...variables, SQLITE_PATH: "/dev/null/nxzalo.db" }));
    expect(code).toBe(1);
    expect(said.trim()).toMatch(
      /^The configuration is not usable: SQLITE_PATH names a database that cannot be used \(\/dev\/null\/nxzalo\.db\): .*$/,
    );
  });

  it("says that a port is taken, in one line", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;
    const { code, said } = await endOf(start({ ...variables, PORT: String(port) }));
    blocker.close();
    expect(code).toBe(1);
    expect(said.trim()).toBe(`port ${port} on 127.0.0.1 is taken: set another PORT`);
  });

  it("says that its store is new, what it is, where it listens and what it stores in", async () => {
    const child = start(variables);
    const lines = await linesUntilReady(child);
    child.kill();
    const [isNew, isReady] = lines.map((line) => JSON.parse(line));
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
    expect(lines).toHaveLength(2);
    expect(isNew).toEqual({ level: "info", time, message: expect.stringMatching(/^the store is new: SQLITE_PATH /) });
    expect(isReady).toEqual({
      level: "info",
      time,
      message: expect.stringMatching(/^gateway on http:/),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      store: "sqlite",
      schema: expect.any(Number),
    });
  });

  it("refuses a LOG_LEVEL that does not exist", async () => {
    const { code, said } = await endOf(start({ ...variables, LOG_LEVEL: "loud" }));
    expect([code, said]).toEqual([
      1,
      expect.stringContaining("LOG_LEVEL must be one of info, warn, error, fatal, silent"),
    ]);
  });

  it("writes nothing that is quieter than LOG_LEVEL", async () => {
    const port = await freePort();
    const child = start({ ...variables, PORT: String(port), LOG_LEVEL: "warn", DRAIN_SECONDS: "0" });
    const written = text(child.stdout as NodeJS.ReadableStream);
    (await whenAccepting(port)).destroy();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    child.kill("SIGTERM");
    expect((await endOf(child)).code).toBe(0);
    expect(await written).toBe("");
  });

  it("a bug that nothing catches is its last line, without its message, and ends it", async () => {
    const crash = `data:text/javascript,process.once("SIGUSR2", () => { throw new Error("about 849123" + "45678"); })`;
    const child = spawn(process.execPath, ["--import", crash, main], {
      env: variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const written = text(child.stdout);
    // Lines that are on their way to a file or a pipe when it ends may come behind its last ones.
    await linesUntilReady(child);
    child.kill("SIGUSR2");
    expect((await endOf(child)).code).toBe(1);
    const last = (await written).trimEnd().split("\n").at(-1) ?? "";
    expect(JSON.parse(last)).toMatchObject({
      level: "fatal",
      message: "a bug ends the gateway",
      error: { name: "Error" },
    });
    expect(last).not.toContain("84912345678");
  });
});
