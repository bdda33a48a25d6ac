import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { JourneyStore } from "@nxzalo/journeys";
import { lazySqliteStore } from "@nxzalo/journeys/sqlite";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { readRows } from "./testing/read-rows.ts";
import { gatewayVariables } from "./testing/variables.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const key = "shop-0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const storeKeys = [btoa("7".repeat(32))];
const listed = "84912345678";
const other = "84987654321";
const template = { templateId: "133214", templateData: { order: "42" } };
const onParcel = { tokenType: "token_logistics_7", reference: "Đơn 42", ...template };
const staging = { STAGING: "true", STAGING_PHONES: `0912 345 678, +84 933 333 333` };

describe("a staging gateway", () => {
  let sandbox: ReturnType<typeof createSandbox>;
  let upstream: Awaited<ReturnType<typeof listen>>;
  let directory: string;
  let gateway: RunningGateway | undefined;
  const clock = { at: Date.now() };

  async function start(variables: Record<string, string> = staging): Promise<void> {
    const config = gatewayConfigFromEnv({
      ...gatewayVariables(sandbox, upstream.url),
      GATEWAY_API_KEYS: `shop:send+read+tokens:${key}`,
      RECEIPT_KEYS: receiptKey,
      ...variables,
    });
    const path = join(directory, "nxzalo.db");
    const store: JourneyStore = { ...lazySqliteStore({ path, storeKeys }), now: () => clock.at };
    gateway = await startGateway(config, () => {}, { store });
  }
  async function stop(): Promise<void> {
    await gateway?.close();
    gateway = undefined;
  }
  async function ask(path: string, body?: object, idempotencyKey?: string): Promise<Answer> {
    const headers = idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
    const response = await askGateway(`${gateway?.url}${path}`, key, body, headers);
    return { status: response.status, ...(await response.json()) };
  }
  const reached = () => sandbox.calls.map(({ body }) => JSON.parse(body).phone);
  const read = (query: string) => readRows(join(directory, "nxzalo.db"), query);

  beforeEach(async () => {
    sandbox = createSandbox();
    upstream = await listen(sandbox);
    directory = await mkdtemp(join(tmpdir(), "nxzalo-staging-"));
    clock.at = Date.now();
  });
  afterEach(async () => {
    await stop();
    await upstream.close();
    await rm(directory, { recursive: true });
  });

  it("says so, writes to the listed phones, and answers for all others, whose rows and answers are marked", async () => {
    await start();
    expect(await ask("/v1/me")).toMatchObject({ status: 200, staging: true });
    const real = await ask("/v1/messages", { phone: listed, ...onParcel });
    expect(real).toMatchObject({ status: 202, state: "accepted" });
    expect(real.simulated).toBeUndefined();
    const simulated = await ask("/v1/messages", { phone: other, ...onParcel }, "once");
    expect(simulated).toMatchObject({ status: 202, state: "accepted", simulated: true });
    expect(await ask("/v1/messages", { phone: other, ...onParcel }, "once")).toEqual(simulated);
    const opened = await ask("/v1/journeys", { phone: other, tokenType: "token_logistics_7", reference: "Đơn 42" });
    expect(opened).toMatchObject({ status: 200, reused: true, simulated: true, journeyId: simulated.journeyId });
    expect(await ask("/v1/journeys/check", { journeyToken: opened.token })).toMatchObject({
      status: 200,
      tokenType: "token_logistics_7",
    });
    expect(await ask(`/v1/messages/${simulated.messageId}`)).toMatchObject({
      simulated: true,
      journey: { simulated: true },
    });
    expect(await ask("/v1/journeys/search", {})).toMatchObject({ journeys: [{ simulated: true }, {}] });
    expect(new Set(reached())).toEqual(new Set([listed]));
    expect(read("SELECT simulated FROM nxzalo_messages ORDER BY created_at, simulated")).toEqual([
      { simulated: 0 },
      { simulated: 1 },
    ]);
  });

  it("counts nothing of that as costs, whatever receipts say", async () => {
    await start();
    const { requestId } = await ask("/v1/messages", { phone: other, ...template });
    const receipt = {
      status: "success",
      requestId,
      code: 0,
      message: "",
      sendTime: "2026-11-28 11:00:00",
      cost: { currency: "VND", originalPrice: 200 },
      zaloRes: { error: 0, data: {} },
    };
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(receipt) };
    expect((await fetch(`${gateway?.url}/v1/receipts/${receiptKey}`, init)).status).toBe(200);
    await ask("/v1/messages", { phone: other, ...template });
    expect(read("SELECT entry_id FROM nxzalo_ledger")).toEqual([]);
    const day = new Date(clock.at + 7 * 3_600_000).toISOString().slice(0, 10);
    expect(await ask("/v1/costs", { from: day, to: day })).toMatchObject({
      total: [],
      uncharged: { journeys: 0, messages: 0 },
    });
  });

  it("looks again when a message is due: one that was asked for by another list reaches nobody", async () => {
    await start();
    const sendAt = new Date(clock.at + 60_000).toISOString();
    const ids = [];
    for (const phone of [listed, other])
      ids.push((await ask("/v1/messages", { phone, ...template, sendAt })).messageId);
    const stays = await ask("/v1/messages", { phone: "84933333333", ...template, sendAt });
    await stop();
    await start({ ...staging, STAGING_PHONES: `${other},84933333333` });
    clock.at += 60_000;
    const stateOf = async (id: string) => (await ask(`/v1/messages/${id}`)).state;
    await expect.poll(() => stateOf(stays.messageId)).toBe("accepted");
    expect([await stateOf(ids[0] as string), await stateOf(ids[1] as string)]).toEqual(["refused", "refused"]);
    expect(reached()).toEqual(["84933333333"]);
  });

  it("uses no store of production, and production none of its own", async () => {
    await start({});
    expect((await ask("/v1/me")).staging).toBeUndefined();
    await stop();
    expect(await failureOf(start())).toMatchObject({ name: "ConfigError", issues: [{ path: ["STAGING"] }] });
    await rm(join(directory, "nxzalo.db"));
    await start();
    await stop();
    expect(await failureOf(start({}))).toMatchObject({ name: "ConfigError", issues: [{ path: ["STAGING"] }] });
    await start();
    expect((await ask("/v1/me")).staging).toBe(true);
  });

  it("takes a store that was used before it had a mark for one of production", async () => {
    await start({});
    await ask("/v1/messages", { phone: listed, ...template });
    await stop();
    const database = new DatabaseSync(join(directory, "nxzalo.db"));
    database.exec("DELETE FROM nxzalo_settings WHERE name = 'environment'");
    database.close();
    expect(await failureOf(start())).toMatchObject({ name: "ConfigError" });
    await start({});
  });

  it.each([
    [{ STAGING_PHONES: listed }, "STAGING_PHONES"],
    [{ STAGING: "false", STAGING_PHONES: listed }, "STAGING_PHONES"],
    [{ STAGING: "yes" }, "STAGING"],
    [{ STAGING: "true", STAGING_PHONES: "0912" }, "STAGING_PHONES"],
  ])("%j is refused before anything is served", async (variables, name) =>
    expect(await failureOf(start(variables))).toMatchObject({ name: "ConfigError", issues: [{ path: [name] }] }),
  );
});
