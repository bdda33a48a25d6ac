import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lazySqliteStore } from "@nxzalo/journeys/sqlite";
import { createSandbox, phoneForZaloCode } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { receiveEvents } from "nxzalo-testing/event-receiver";
import { freePort } from "nxzalo-testing/loopback";
import { expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { readRows } from "./testing/read-rows.ts";
import { gatewayVariables } from "./testing/variables.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const keys = { shop: "shop-0123456789abcdef", boss: "boss-0123456789abcdef" };
const storeKeys = [btoa("7".repeat(32))];
const templates = { templates: [1, 2].map((tag) => ({ id: `tag-${tag}`, tag })) };
const at = (text: string) => Date.parse(`2026-11-${text}:00+07:00`);
const pollFor = { timeout: 60_000, interval: 50 };

/** The sandbox and gateways over one file, whose store's clock is moved. */
async function startWorld(now: number) {
  const clock = { at: now };
  const directory = await mkdtemp(join(tmpdir(), "nxzalo-scheduling-"));
  const templatesFile = join(directory, "templates.json");
  await writeFile(templatesFile, JSON.stringify(templates));
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const events = await receiveEvents();
  const port = await freePort();
  const path = join(directory, "nxzalo.db");
  const variables = {
    ...gatewayVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:send+read:${keys.shop},boss:admin+read+send+people:${keys.boss}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    EVENTS_TARGETS: `message.undeliverable,message.corrected=${events.url}`,
    RECEIPTS_FORWARD_SECRET: "0123456789abcdef",
    TEMPLATES_FILE: templatesFile,
    PORT: `${port}`,
  };
  const start = () => {
    const store = { ...lazySqliteStore({ path, storeKeys }), now: () => clock.at };
    return startGateway(gatewayConfigFromEnv(variables), () => {}, { store });
  };
  let gateway = await start();
  const read = (query: string) => readRows(path, query);
  return {
    clock,
    read,
    stop: () => gateway.close(),
    restart: async () => {
      gateway = await start();
    },
    ask: async (path: string, body?: object, key = keys.shop): Promise<Answer> => {
      const response = await askGateway(gateway.url + path, key, body);
      return { status: response.status, ...(await response.json()) };
    },
    sent: () => sandbox.calls.filter((call) => call.path === "/v1/zalo/mt").length,
    states: () =>
      Object.fromEntries(
        read("SELECT state, COUNT(*) AS count FROM nxzalo_messages GROUP BY state").map(({ state, count }) => [
          state,
          count,
        ]),
      ),
    /** The ids of the events of a type that were delivered. */
    told: (type: string) => new Set(events.received.filter((event) => event.type === type).map(({ id }) => id)),
    close: async () => {
      await gateway.close();
      await upstream.close();
      await events.close();
      await rm(directory, { recursive: true });
    },
  };
}

const acceptedOf = (states: Record<string, unknown>) =>
  ["accepted", "sent", "delivered"].reduce((sum, state) => sum + Number(states[state] ?? 0), 0);

/** So many calls at once. */
async function each(count: number, ask: (index: number) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < count; from += 20)
    answers.push(
      ...(await Promise.all(Array.from({ length: Math.min(20, count - from) }, (_, one) => ask(from + one)))),
    );
  return answers;
}

const phoneOf = (index: number) => `849${String(10_000_000 + index)}`;

it("400 reminders, due in an outage that ends at night: of tag 2, 250 expire and 150 go from 07:00 on; of tag 1, all go at once", async () => {
  const world = await startWorld(at("28T21:30"));
  try {
    const ask = (tag: number) => (index: number) =>
      world.ask("/v1/messages", {
        phone: phoneOf(index),
        templateId: `tag-${tag}`,
        templateData: { order: index },
        sendAt: "2026-11-28T21:50:00+07:00",
        notAfter: tag === 1 || index < 250 ? "2026-11-28T23:30:00+07:00" : "2026-11-29T08:30:00+07:00",
      });
    for (const tag of [2, 1])
      for (const answer of await each(400, ask(tag))) expect(answer).toMatchObject({ status: 202, state: "scheduled" });
    world.clock.at = at("28T21:45");
    await world.stop();
    world.clock.at = at("28T22:10");
    await world.restart();
    // What is tried again has to become due.
    const accepted = () => {
      world.clock.at += 100;
      return acceptedOf(world.states());
    };
    await expect.poll(accepted, pollFor).toBe(400);
    expect(world.states()).toMatchObject({ expired: 250, scheduled: 150 });
    expect(world.sent()).toBe(400);
    const undeliverable = () => world.told("message.undeliverable").size;
    await expect.poll(undeliverable, pollFor).toBe(250);
    world.clock.at = at("29T06:59");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(world.sent()).toBe(400);
    world.clock.at = at("29T07:00");
    await expect.poll(accepted, pollFor).toBe(550);
    expect([world.sent(), undeliverable()]).toEqual([550, 250]);
  } finally {
    await world.close();
  }
}, 600_000);

it("1,000 held at night, 120 replanned and 35 overtaken by their delivery: 1,000 are sent, none of them after a newer one", async () => {
  const world = await startWorld(at("28T22:05"));
  try {
    const say =
      (templateData: object, more: object = {}) =>
      (index: number) =>
        world.ask("/v1/messages", {
          phone: phoneOf(index),
          tokenType: "token_logistics_7",
          reference: `parcel ${index}`,
          topic: "arrival",
          templateId: "tag-2",
          templateData,
          ...more,
        });
    await each(1_000, say({ text: "arrives tomorrow" }));
    world.clock.at = at("29T06:30");
    await each(120, say({ text: "arrives later" }));
    world.clock.at = at("29T06:45");
    await each(35, (index) => say({ text: "delivered" }, { templateId: "tag-1" })(500 + index));
    await expect.poll(() => acceptedOf(world.states()), pollFor).toBe(35);
    expect(world.states()).toMatchObject({ scheduled: 965, superseded: 155 });
    world.clock.at = at("29T07:00");
    // What is tried again has to become due.
    const accepted = () => {
      world.clock.at += 100;
      return acceptedOf(world.states());
    };
    await expect.poll(accepted, { ...pollFor, timeout: 120_000 }).toBe(1_000);
    expect([world.sent(), world.states()["superseded"]]).toEqual([1_000, 155]);
  } finally {
    await world.close();
  }
}, 600_000);

it("one parcel with one failed and three scheduled messages, its phone corrected: three cancelled, four on the new journey, one charge", async () => {
  const world = await startWorld(Date.now());
  try {
    const parcel = { phone: phoneForZaloCode(-118), tokenType: "token_logistics_7", reference: "Đơn 42" };
    const message = { ...parcel, templateId: "tag-1", templateData: { order: "42" } };
    const { messageId, journeyId } = await world.ask("/v1/messages", message);
    const find = (id: string) => world.ask(`/v1/messages/${id}`);
    await expect.poll(async () => (await find(messageId)).state, pollFor).toBe("failed");
    const hour = 3_600_000;
    for (const hours of [1, 2, 3])
      await world.ask("/v1/messages", { ...message, sendAt: new Date(world.clock.at + hours * hour).toISOString() });
    const phone = "84987654321";
    expect(await world.ask(`/v1/messages/${messageId}/resend`, { phone }, keys.boss)).toMatchObject({ status: 202 });
    expect(world.states()).toMatchObject({ cancelled: 3, scheduled: 3 });
    for (const hours of [1, 2, 3]) {
      world.clock.at += hour;
      await expect.poll(() => world.sent(), pollFor).toBe(2 + hours);
    }
    const { journey } = await find(messageId);
    const [after, before] = [
      await world.ask(`/v1/journeys/${journey.journeyId}`),
      await world.ask(`/v1/journeys/${journeyId}`),
    ];
    expect([after.messages.length, before.messages.length]).toEqual([4, 0]);
    const charges = () => world.read("SELECT journey_id FROM nxzalo_ledger WHERE amount IS NOT NULL");
    await expect.poll(charges, pollFor).toEqual([{ journey_id: journey.journeyId }]);
    await expect.poll(() => world.told("message.corrected").size, pollFor).toBe(1);
  } finally {
    await world.close();
  }
}, 600_000);
