import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { expect, it } from "vitest";
import { createScratchDatabase } from "../../../../packages/journeys/test/conformance/scratch-schema.ts";
import { findBinaries } from "../../../../tools/postgres/find-binaries.mjs";
import { startServer } from "../../../../tools/postgres/start-server.mjs";
import { gatewayAt, startNxCloud, tokenFor } from "./gateway-at.ts";
import { expectHealed, expectUnavailable } from "./outage.ts";
import { createSmallDisk, tablespaceOn } from "./small-disk.ts";

const timeout = 120_000;
const binaries = findBinaries();
const disk = binaries === undefined ? undefined : createSmallDisk(24);

const freshDisk = binaries === undefined ? undefined : createSmallDisk(24);

// The tables are on a disk of their own; the server's log is not, as it would end the server.
if (binaries && disk && freshDisk) {
  it("a gateway whose tables are empty, and cannot grow, is not ready", { timeout }, async ({ onTestFinished }) => {
    onTestFinished(freshDisk.remove);
    const server = await startServer(binaries);
    onTestFinished(server.stop);
    const { name } = await createScratchDatabase(server.url, tablespaceOn(freshDisk));
    const { sandbox, env, close } = await startNxCloud();
    onTestFinished(close);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    const STORE_KEY = randomBytes(32).toString("base64");
    const gateway = await startGateway(gatewayConfigFromEnv({ ...env, DATABASE_URL: url.href, STORE_KEY }), () => {});
    onTestFinished(gateway.close);
    expect(await gatewayAt(gateway.url).ready()).toMatchObject({ status: 200 });
    freshDisk.fill();
    for (const call of ["a journey by reference", "a message by reference"] as const)
      expect(await gatewayAt(gateway.url).storing[call]()).toMatchObject({ status: 503 });
    for (let looks = 0; looks < 3; looks++) {
      await delay(1_100);
      expect(await gatewayAt(gateway.url).ready()).toMatchObject({ status: 503, json: { code: "unavailable" } });
    }
    expect(sandbox.calls).toEqual([]);
    freshDisk.free();
    await expectHealed(gateway.url);
  });

  it("a gateway whose Postgres server has a full disk asks for no token that cannot be stored, and heals", {
    timeout,
  }, async ({ onTestFinished }) => {
    onTestFinished(disk.remove);
    const server = await startServer(binaries);
    onTestFinished(server.stop);
    const { name } = await createScratchDatabase(server.url, tablespaceOn(disk));
    const { sandbox, env, close } = await startNxCloud();
    onTestFinished(close);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    const STORE_KEY = randomBytes(32).toString("base64");
    const gateway = await startGateway(gatewayConfigFromEnv({ ...env, DATABASE_URL: url.href, STORE_KEY }), () => {});
    onTestFinished(gateway.close);
    const token = await tokenFor(gateway.url, "Đơn kept");

    disk.fill();
    const calls = gatewayAt(gateway.url);
    let stored = sandbox.calls.length;
    for (let index = 0; index < 120; index++) {
      const { status } = await calls.open(`full ${index}`);
      if (status === 201) stored += 1;
      else expect(status).toBe(503);
    }
    // The one by which it was noticed.
    expect(sandbox.calls.length - stored).toBeLessThanOrEqual(1);
    expect(await calls.open("Đơn kept")).toMatchObject({ status: 200, json: { token } });
    await expectUnavailable(gateway.url, sandbox, token);
    disk.free();
    await expectHealed(gateway.url);
  });
} else
  it("a gateway whose Postgres server has a full disk: not run, as there is no server to start, or no disk to mount", () => {
    console.log("a full Postgres disk is not run: no server can be started here, or no tmpfs be mounted");
  });
