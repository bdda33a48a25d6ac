import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { createSmallDisk } from "../../tests/src/crash/faults/small-disk.ts";
import { findBinaries } from "../postgres/find-binaries.mjs";
import { unprivileged } from "../postgres/own-process.mjs";
import { startServer } from "../postgres/start-server.mjs";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";
import { type AlertReceiver, startAlertReceiver } from "./alert-receiver.ts";
import { createClock } from "./clock.ts";
import type { MoveClock } from "./moved-clock.ts";
import { type NxCloud, startNxCloud } from "./nxcloud.ts";

/** How far the clock moves at each step; what Prometheus would scrape at. */
export const stepMs = 15_000;

/** A running gateway with everything around it, on a clock that is moved step by step. */
export interface Stage {
  readonly nxcloud: NxCloud;
  readonly alerts: AlertReceiver;
  readonly now: () => number;
  /** Its variables, for the commands of the runbooks. */
  readonly variables: Readonly<Record<string, string>>;
  readonly metricsUrl: string;
  /** What Prometheus would read; nothing where the gateway serves no metrics. */
  readMetrics(): Promise<string | undefined>;
  /** Fills the disk that the tables are on, and frees it. */
  readonly disk: { fill(): void; free(): void };
  call(path: string, body: object): Promise<number>;
  /** Opens a journey for a phone and sends a message on it; the status of the last answer. */
  send(phone: string, templateId?: string): Promise<number>;
  /** Asks the server, from outside of the gateway's database. */
  sql(statement: string): Promise<void>;
  /** Makes what is unknown older. */
  ageUnknowns(ms: number): Promise<void>;
  /** Makes it known. */
  settleUnknowns(): Promise<void>;
  /** Stores an event that waits for so long, for a target that no gateway has. */
  ageEvents(ms: number): Promise<void>;
  settleEvents(): Promise<void>;
  /** Lets so much time pass, with what happens at each step. */
  pass(ms: number, meanwhile?: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** A Postgres server whose tables are on a small disk. */
async function startDatabase() {
  const binaries = findBinaries();
  const disk = createSmallDisk(96);
  if (!binaries || !disk) throw new Error("the drill needs Postgres, and to be root: it mounts a small disk");
  const server = await startServer(binaries);
  const location = join(disk.folder, "tables");
  mkdirSync(location);
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(location, uid, gid);
  chmodSync(location, 0o700);
  const admin = (statement: string) => run("psql", [server.url, "-qX", "-v", "ON_ERROR_STOP=1", "-c", statement], root);
  await admin(`CREATE TABLESPACE drill LOCATION '${location}'`);
  await admin("CREATE DATABASE drill TABLESPACE drill");
  const url = server.url.replace(/\/postgres$/, "/drill");
  const stop = async () => {
    await server.stop();
    disk.remove();
  };
  return { url, disk, stop, sql: async (statement: string) => void (await admin(statement)) };
}

/** Starts all of it. `onStep` is told after each step how many there have been. */
export async function createStage(onStep: (step: number) => Promise<void>): Promise<Stage> {
  const clock = createClock();
  const nxcloud = await startNxCloud(clock);
  const alerts = await startAlertReceiver(clock.now);
  const database = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-drill-"));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const gateway = `http://127.0.0.1:${port}`;
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const key = randomBytes(24).toString("hex");
  const receiptKey = randomBytes(24).toString("hex");
  const log = join(folder, "gateway.log");
  const env = {
    ...sandboxVariables(nxcloud.sandbox, nxcloud.url),
    GATEWAY_API_KEYS: `drill:send+tokens+read+admin:${key}`,
    RECEIPT_KEYS: receiptKey,
    PUBLIC_URL: gateway,
    DATABASE_URL: database.url,
    STORE_KEY: randomBytes(32).toString("base64"),
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DRAIN_SECONDS: "0",
    ALERT_URL: `${alerts.url}/alarms`,
    ALERT_SECRET: alerts.secret,
  };
  const preload = join(import.meta.dirname, "moved-clock.ts");
  const main = join(root, "apps/gateway/dist/main.js");
  const output = openSync(log, "a");
  const child = spawn(process.execPath, ["--import", preload, main], { env, stdio: ["ignore", output, output, "ipc"] });
  const ended = once(child, "exit");

  const inside = async (...statements: readonly string[]) =>
    void (await run("psql", [database.url, "-qX", ...statements.flatMap((one) => ["-c", one])], root));

  let steps = 0;
  async function move(ms: number): Promise<void> {
    clock.move(ms);
    child.send({ moveMs: ms } satisfies MoveClock);
    await once(child, "message");
    // The store's clock stands still: its past is moved instead.
    await inside(
      `UPDATE nxzalo_receipts SET received_at = received_at - ${ms}, at = at - ${ms}`,
      `UPDATE nxzalo_messages SET created_at = created_at - ${ms}`,
      // What was there before would fill the disk.
      ...(steps % 10 === 0 ? ["VACUUM nxzalo_receipts", "VACUUM nxzalo_messages"] : []),
    ).catch(() => {});
  }

  const call = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await fetch(`${gateway}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    await response.text();
    return response.status;
  };
  const untilUp = async () => {
    for (const giveUpAt = Date.now() + 60_000; ; await delay(100)) {
      if (
        await fetch(`${gateway}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error(`the gateway did not start: see ${log}`);
    }
  };
  await untilUp();
  return {
    nxcloud,
    alerts,
    now: clock.now,
    variables: { GATEWAY: gateway, KEY: key, PUBLIC_URL: gateway, DATABASE_URL: database.url, LOG: `cat ${log}` },
    metricsUrl,
    readMetrics: () =>
      fetch(metricsUrl).then(
        (response) => response.text(),
        () => undefined,
      ),
    disk: database.disk,
    sql: database.sql,
    ageUnknowns: (ms) => inside(`UPDATE nxzalo_messages SET created_at = created_at - ${ms} WHERE state = 'unknown'`),
    ageEvents: (ms) =>
      inside(`INSERT INTO nxzalo_events (event_id, type, state, ordered_by, created_at, due_at, give_up_at, facts)
        SELECT 'drill', 'drill', 'waiting', 'drill', MAX(created_at) - ${ms}, 9e15, 9e15, '{}' FROM nxzalo_messages`),
    settleEvents: () => inside("DELETE FROM nxzalo_events WHERE event_id = 'drill'"),
    settleUnknowns: () => inside("UPDATE nxzalo_messages SET state = 'accepted' WHERE state = 'unknown'"),
    call,
    send: (phone, templateId = "133214") =>
      call("/v1/messages", {
        phone,
        templateId,
        templateData: { order: "42" },
        tokenType: "token_logistics_7",
        reference: phone,
      }),
    pass: async (ms, meanwhile) => {
      for (const end = clock.now() + ms; clock.now() < end; ) {
        await move(stepMs);
        await meanwhile?.();
        await nxcloud.deliver();
        // The gateway looks at itself ten times a second.
        await delay(250);
        await onStep(steps++);
      }
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      nxcloud.close();
      alerts.close();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
