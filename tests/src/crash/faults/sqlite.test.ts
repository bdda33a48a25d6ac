import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { recordOutput } from "nxzalo-testing/child-process";
import { describe, expect, it, type TestContext } from "vitest";
import { startGatewayChild } from "../../harness/gateway-child.ts";
import { limits, serverLimits } from "../settings.ts";
import { gatewayAt, startNxCloud, tokenFor } from "./gateway-at.ts";
import { expectHealed, expectUnavailable } from "./outage.ts";
import { createSmallDisk } from "./small-disk.ts";

const timeout = 90_000;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-faults-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = () => join(folder, `${files++}.db`);

/** A gateway on a file, which waits for locks only so long. */
async function gatewayOn(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  path: string,
  lockTimeoutMs?: number,
) {
  const { sandbox, env, close } = await startNxCloud();
  onTestFinished(close);
  const store = lockTimeoutMs === undefined ? undefined : await createSqliteStore({ path, lockTimeoutMs });
  const config = gatewayConfigFromEnv({ ...env, SQLITE_PATH: path });
  const gateway = await startGateway(config, () => {}, { store });
  onTestFinished(gateway.close);
  return { url: gateway.url, sandbox };
}

const lockScript = `
  const { DatabaseSync } = require("node:sqlite");
  new DatabaseSync(process.argv[1]).exec("BEGIN IMMEDIATE");
  console.log("held");
  setInterval(() => {}, 60_000);
`;

/** Another process that writes to a file, and never commits. Gives what ends it. */
async function holdLock(path: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["-e", lockScript, path], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  await recordOutput(child).waitFor(/held/, 10_000);
  return async () => {
    child.kill("SIGKILL");
    await ended;
  };
}

/** Into the file itself, so that it can be copied. */
function checkpoint(path: string): void {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

describe.concurrent("a gateway whose SQLite file", () => {
  it("is locked by another process for long", { timeout }, async (test) => {
    const path = newPath();
    const { url, sandbox } = await gatewayOn(test, path, 1_000);
    const token = await tokenFor(url, "Đơn kept");
    const release = await holdLock(path);
    try {
      await expectUnavailable(url, sandbox, token);
    } finally {
      await release();
    }
    await expectHealed(url);
  });

  it("is locked: by default, too, it answers within the deadline, and health checks at once", {
    timeout,
  }, async (test) => {
    const path = newPath();
    const { url } = await gatewayOn(test, path);
    const release = await holdLock(path);
    const answers = Promise.all(Object.values(gatewayAt(url).storing).map((call) => call()));
    try {
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
      for (const { status } of await answers) expect(status).toBe(503);
    } finally {
      await release();
    }
    await expectHealed(url);
  });

  it("is corrupt, and restored afterwards", { timeout }, async (test) => {
    const path = newPath();
    const { url, sandbox } = await gatewayOn(test, path, 1_000);
    const token = await tokenFor(url, "Đơn restored");
    checkpoint(path);
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.alloc(whole.length, "garbage"));
    await expectUnavailable(url, sandbox, token);
    writeFileSync(path, whole);
    await expectHealed(url);
    const again = await gatewayAt(url).open("Đơn restored");
    expect(again).toMatchObject({ status: 200, json: { token, reused: true } });
  });

  // Only a shell of POSIX can limit what a process writes.
  if (process.platform !== "win32")
    it("is on a full disk", { timeout }, async (test) => {
      const path = newPath();
      const { sandbox, env, close } = await startNxCloud();
      test.onTestFinished(close);
      const child = startGatewayChild(
        { gateways: { full: { ...env, SQLITE_PATH: path } }, limits, serverLimits },
        // A megabyte: a message writes a page of each of its table's indexes, and the log takes all calls of a round.
        { fileBlocks: 2_048 },
      );
      test.onTestFinished(child.kill);
      const url = String((await child.started)?.full);
      // A reader as old as the database: what is written since cannot be cleared away.
      const reader = new DatabaseSync(path);
      reader.exec("BEGIN; SELECT * FROM nxzalo_schema");
      const gateway = gatewayAt(url);
      const token = await tokenFor(url, "Đơn kept");
      let last = 201;
      for (let calls = 0; last === 201 && calls < 500; calls++)
        last = (await gateway.storing["a journey by reference"]()).status;
      expect(last).toBe(503);
      await expectUnavailable(url, sandbox, token);
      reader.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
      await expectHealed(url);
      reader.close();
    });
});

const disk = createSmallDisk(8);
if (disk)
  it("a gateway that starts on a full disk is not ready until there is room, and says so", {
    timeout,
  }, async ({ onTestFinished }) => {
    onTestFinished(disk.remove);
    const SQLITE_PATH = join(disk.folder, "nxzalo.db");
    const { sandbox, env, close } = await startNxCloud();
    onTestFinished(close);
    const lines: string[] = [];
    const start = () =>
      startGateway(gatewayConfigFromEnv({ ...env, SQLITE_PATH }), (line) => {
        lines.push(String((line as { readonly message?: unknown }).message));
      });
    const first = await start();
    const token = await tokenFor(first.url, "Đơn kept");
    // One who reads keeps what is written out of the file: it stays in the log, beside it.
    const reader = new DatabaseSync(SQLITE_PATH);
    reader.exec("BEGIN; SELECT * FROM nxzalo_schema");
    await first.close();
    disk.fill();
    const gateway = await start();
    onTestFinished(gateway.close);
    expect(lines).toContain("SQLITE_PATH cannot be used (SQLITE_FULL): not ready until it can");
    await expectUnavailable(gateway.url, sandbox, token);
    disk.free();
    await expectHealed(gateway.url);
    reader.close();
  });
else it("a gateway that starts on a full disk: not run, as there is no disk to mount", () => {});
