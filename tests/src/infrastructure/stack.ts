import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { createScratchDatabase } from "../../../packages/journeys/test/conformance/scratch-schema.ts";
import { startPgBouncer } from "../../../tools/postgres/start-pgbouncer.mjs";
import { type StartedServer, startServer } from "../../../tools/postgres/start-server.mjs";
import { createSmallDisk, type SmallDisk, tablespaceOn } from "../crash/faults/small-disk.ts";
import { apiKeys, receiptKey } from "../crash/settings.ts";
import { type Balancer, startHaproxy, startNginx } from "./balancers.ts";
import { createGatewayProcess, type GatewayProcess } from "./gateways.ts";
import type { Programs } from "./programs.ts";

/** Room for what the tests store, and soon filled. */
const diskMegabytes = 96;

/** Everything that a deployment consists of, on loopback. */
export interface Stack {
  readonly haproxy: Balancer;
  readonly nginx: Balancer;
  readonly gateways: readonly [GatewayProcess, GatewayProcess];
  readonly sandbox: Sandbox;
  readonly database: StartedServer;
  /** What the tables are on; undefined where none may be mounted. */
  readonly disk: SmallDisk | undefined;
  close(): Promise<void>;
}

/**
 * Starts it: the emulator; Postgres, with its tables on a small disk; PgBouncer; two gateways; HAProxy and nginx before both. The receipts of
 * one gateway's messages come through HAProxy, those of the other's through nginx.
 */
export async function startStack({ haproxy, nginx, pgbouncer, postgres }: Programs): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-infrastructure-"));
  // nginx's workers are another user.
  chmodSync(folder, 0o755);
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const disk = createSmallDisk(diskMegabytes);
    if (disk) closing.push(disk.remove);
    const database = await startServer(postgres);
    closing.push(database.stop);
    const { name } = await createScratchDatabase(database.url, disk && tablespaceOn(disk));
    const pooler = await startPgBouncer(pgbouncer, new URL(`/${name}`, database.url).href);
    closing.push(pooler.stop);
    const sandbox = createSandbox({ receiptTimeoutMs: 5_000 });
    const upstream = await listen(sandbox);
    closing.push(upstream.close);

    const ports = [await freePort(), await freePort()] as const;
    const balancers = [await startHaproxy(haproxy, folder, ports), await startNginx(nginx, folder, ports)] as const;
    closing.push(...balancers.map((balancer) => balancer.close));
    const env = {
      ...sandboxVariables(sandbox, upstream.url),
      GATEWAY_API_KEYS: apiKeys,
      RECEIPT_KEYS: receiptKey,
      DATABASE_URL: pooler.url,
      STORE_KEY: randomBytes(32).toString("base64"),
      DRAIN_SECONDS: "3",
    };
    // Receipts for one address come one by one.
    const create = (index: 0 | 1) => createGatewayProcess(ports[index], { ...env, PUBLIC_URL: balancers[index].url });
    const gateways = [create(0), create(1)] as const;
    closing.push(...gateways.map((gateway) => gateway.kill));
    for (const gateway of gateways) await gateway.start();
    return { haproxy: balancers[0], nginx: balancers[1], gateways, sandbox, database, disk, close };
  } catch (error) {
    await close();
    throw error;
  }
}
