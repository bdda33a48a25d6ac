import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lazySqliteStore } from "@nxzalo/journeys/sqlite";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { readRows } from "./testing/read-rows.ts";
import { gatewayVariables } from "./testing/variables.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const key = "shop-0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const at = (text: string) => Date.parse(`2026-11-${text}:00+07:00`);

/** A gateway that keeps 2,000 messages of the day for tag 1, over a sandbox that posts no receipts. */
async function startWorld() {
  const clock = { at: at("28T10:00") };
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-quota-"));
  const templatesFile = join(directory, "templates.json");
  await writeFile(templatesFile, JSON.stringify({ templates: [1, 2].map((tag) => ({ id: `tag-${tag}`, tag })) }));
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const path = join(directory, "nxzalo.db");
  const variables = {
    ...gatewayVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:send+read:${key}`,
    RECEIPT_KEYS: receiptKey,
    TEMPLATES_FILE: templatesFile,
    QUOTA_RESERVE: "2000",
  };
  const store = { ...lazySqliteStore({ path, storeKeys: [btoa("7".repeat(32))] }), now: () => clock.at };
  const gateway = await startGateway(gatewayConfigFromEnv(variables), () => {}, { store });
  let recipients = 0;
  return {
    clock,
    send: async (templateId: string, more: object = {}): Promise<Answer> => {
      const phone = `849${10_000_000 + recipients++}`;
      const message = { phone, templateId, templateData: { order: recipients }, ...more };
      return (await askGateway(`${gateway.url}/v1/messages`, key, message)).json();
    },
    tellQuota: (requestId: string, remainingQuota: string) =>
      fetch(`${gateway.url}/v1/receipts/${receiptKey}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          status: "success",
          requestId,
          code: 0,
          message: "Successfully sent.",
          // NXCLOUD's times are of UTC+8.
          sendTime: "2026-11-28 11:00:00",
          cost: { currency: "VND", originalPrice: 200 },
          zaloRes: { error: 0, data: { quota: { remainingQuota, dailyQuota: "20000" } } },
        }),
      }),
    /** How many messages of a template stand in each state. */
    states: (templateId: string) => {
      const query =
        "SELECT state, held_for, COUNT(*) AS count FROM nxzalo_messages WHERE template_id = ? GROUP BY state, held_for";
      return Object.fromEntries(
        readRows(path, query, templateId).map(({ state, held_for: heldFor, count }) => [
          [state, heldFor].filter(Boolean).join(" "),
          count,
        ]),
      );
    },
    sent: () => sandbox.calls.filter((call) => call.path === "/v1/zalo/mt").length,
    close: async () => {
      await gateway.close();
      await upstream.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** So many calls, ten at once. */
async function each(count: number, ask: () => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const worker = async () => {
    while (count-- > 0) answers.push(await ask());
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return answers;
}

it("3,000 of the quota left, 2,000 kept: of 5,000 of tag 2 and 1,900 live of tag 1, 1,000 and 1,900 are sent, 4,000 are held till 07:00", async () => {
  const world = await startWorld();
  try {
    const { requestId } = await world.send("first");
    expect((await world.tellQuota(requestId, "3000")).status).toBe(200);
    world.clock.at += 1_000;
    const [batch, live] = await Promise.all([
      each(5_000, () => world.send("tag-2", { lane: "batch" })),
      each(1_900, () => world.send("tag-1")),
    ]);
    const of = (answers: readonly Answer[], state: string) => answers.filter((answer) => answer.state === state);
    expect([of(batch, "accepted").length, of(live, "accepted").length]).toEqual([1_000, 1_900]);
    const held = of(batch, "scheduled");
    expect([held.length, new Set(held.map(({ sendAt }) => sendAt))]).toEqual([
      4_000,
      new Set(["2026-11-29T00:00:00.000Z"]),
    ]);
    expect(world.states("tag-2")).toEqual({ accepted: 1_000, "scheduled quota": 4_000 });
    expect(world.sent()).toBe(1 + 2_900);
  } finally {
    await world.close();
  }
}, 600_000);

it("what waited is held by the same count when it is due, and goes in the morning", async () => {
  const world = await startWorld();
  try {
    const { requestId } = await world.send("first");
    await world.tellQuota(requestId, "2040");
    const sendAt = "2026-11-28T10:30:00+07:00";
    await each(100, () => world.send("tag-2", { sendAt }));
    world.clock.at = at("28T10:30");
    await expect
      .poll(() => world.states("tag-2"), { timeout: 20_000 })
      .toEqual({ accepted: 40, "scheduled quota": 60 });
    world.clock.at = at("29T07:00");
    await expect.poll(() => world.sent(), { timeout: 20_000 }).toBe(101);
  } finally {
    await world.close();
  }
}, 600_000);
