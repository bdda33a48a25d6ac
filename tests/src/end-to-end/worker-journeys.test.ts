import type { BareWorkerd } from "nxzalo-testing/workerd";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { runConcurrently } from "../harness/waiting.ts";
import { type Answer, askWorker, prepareWorkers } from "../servers/built-worker.ts";

/** Messages that an alarm sends at most. */
const sentInOneRun = 22;

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const phoneOf = (order: number) => `8491${String(order).padStart(7, "0")}`;

let workers: Awaited<ReturnType<typeof prepareWorkers>>;
beforeEach(async () => {
  workers = await prepareWorkers();
});

const open = (worker: BareWorkerd, order: number) =>
  askWorker(worker, "/v1/journeys", {
    phone: phoneOf(order),
    tokenType: "token_logistics_7",
    reference: `order ${order}`,
  });

const send = (worker: BareWorkerd, order: number, more = {}) =>
  askWorker(
    worker,
    "/v1/messages",
    { phone: phoneOf(order), templateId: "133214", templateData: { order: String(order) }, ...more },
    { "idempotency-key": `order ${order}` },
  );

/** On a busy machine a connection may break: then the outcome is unknown, and nothing is sent again. */
const isUnknown = ({ status, json }: Answer) => (status === 502 || status === 504) && json.outcome === "unknown";

/** How often NXCLOUD has accepted an operation for each order, by the orders' phones. */
function accepted(operation: string): number[] {
  const counts = new Map<string, number>();
  for (const { path, body, code } of workers.sandbox.calls) {
    if (!path.endsWith(operation) || code !== 0) continue;
    const { phone } = JSON.parse(body) as { phone: string };
    counts.set(phone, (counts.get(phone) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe("the built Worker with its Durable Object, in workerd", () => {
  it("asks for one token and sends one message per order, however many callers ask at the same time", async () => {
    const worker = await workers.start();
    const orders = numbers(30);
    // All callers of an order at once, and so few orders that no caller waits for so long as to give up.
    const answered = await runConcurrently(orders, 6, (order) =>
      Promise.all([
        Promise.all(numbers(8).map(async () => ({ order, ...(await open(worker, order)) }))),
        Promise.all(numbers(5).map(async () => ({ order, ...(await send(worker, order)) }))),
      ]),
    );
    const journeys = answered.flatMap(([opened]) => opened);
    const messages = answered.flatMap(([, sent]) => sent);
    for (const order of orders) {
      const answers = journeys.filter((answer) => answer.order === order);
      expect(new Set(answers.map(({ json }) => json.token)).size).toBe(1);
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    }
    expect(accepted("initJourneyToken")).toEqual(orders.map(() => 1));
    // The same message that is still on its way is a conflict; asked again, it is answered as the first one was.
    expect(messages.filter((answer) => answer.status !== 202 && answer.status !== 409 && !isUnknown(answer))).toEqual(
      [],
    );
    const known: number[] = [];
    for (const order of orders) {
      const last = await send(worker, order);
      const told = messages.filter((answer) => answer.order === order && answer.status === 202);
      for (const { status, json } of told) expect({ status, json }).toEqual(last);
      if (last.status === 202) known.push(order);
      else expect(isUnknown(last)).toBe(true);
    }
    expect(known.length).toBeGreaterThan(orders.length / 2);
    expect(Math.max(...accepted("mt"))).toBe(1);
  }, 180_000);

  it("loses nothing that it has answered and sends nothing twice when it is killed", async () => {
    const worker = await workers.start();
    const orders = numbers(120);
    const opened = new Map<number, readonly string[]>();
    const sent = new Map<number, Answer["json"]>();
    let killing: Promise<void> | undefined;
    // As soon as some are answered, with most of them on their way.
    const note = () => {
      if (Math.min(opened.size, sent.size) > 15) killing ??= worker.kill();
    };
    const noteToken = async (order: number) => {
      const { status, json } = await open(worker, order);
      if (status < 300) opened.set(order, [...(opened.get(order) ?? []), json.token]);
      note();
    };
    const noteMessage = async (order: number) => {
      const { status, json } = await send(worker, order);
      if (status === 202) sent.set(order, json);
      note();
    };
    const asked = await runConcurrently(orders, 20, (order) =>
      Promise.allSettled([noteToken(order), noteToken(order), noteMessage(order)]),
    );
    const settled = asked.flat();
    expect(killing, `of ${opened.size} tokens and ${sent.size} messages nothing was lost`).toBeDefined();
    await killing;
    expect(settled.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);

    const again = await workers.start();
    // A token whose reply was lost is asked for again, which costs nothing; all callers of an order get the same one.
    for (const [order, tokens] of opened) {
      const { status, json } = await open(again, order);
      expect([status, json.reused, new Set([...tokens, json.token]).size]).toEqual([200, true, 1]);
    }
    const repeated = await Promise.all(orders.map(async (order) => ({ order, ...(await send(again, order)) })));
    for (const { order, status, json } of repeated) {
      // Where the outcome is unknown, it is not sent again.
      if (sent.has(order)) expect([status, json]).toEqual([202, sent.get(order)]);
      else expect(status === 202 || status === 409 || isUnknown({ status, json })).toBe(true);
    }
    expect(Math.max(...accepted("mt"))).toBe(1);
    expect((await open(again, 1_000)).status).toBe(201);
  }, 180_000);

  it("sends what is due by its alarm, each message once, also when it is killed in the middle and started on the same disk", async () => {
    const worker = await workers.start();
    const orders = numbers(80);
    // Late enough that all are asked for before, also where that takes seconds.
    const sendAt = new Date(Date.now() + 10_000).toISOString();
    const asked = await Promise.all(orders.map((order) => send(worker, order, { sendAt })));
    expect(asked.map(({ status, json }) => [status, json.state])).toEqual(orders.map(() => [202, "scheduled"]));
    const sentSoFar = () => accepted("mt").length;
    // NXCLOUD is in this process: between two looks as close as these it answers few.
    await expect.poll(sentSoFar, { interval: 5 }).toBeGreaterThan(5);
    await worker.kill();
    const before = sentSoFar();

    const again = await workers.start();
    const stateOf = async ({ json: { messageId } }: Answer): Promise<string> =>
      (await askWorker(again, `/v1/messages/${messageId}`)).json.state;
    const states = () => Promise.all(asked.map(stateOf));
    // What was on its way waits for the end of a lease, and 80 answers are read at each look.
    await expect.poll(states, { timeout: 60_000 }).not.toContain("scheduled");
    const known = (await states()).filter((state) => state === "accepted").length;
    const unknown = (await states()).filter((state) => state === "unknown").length;
    // What it had on its way is not sent again.
    expect(known + unknown).toBe(orders.length);
    expect(unknown).toBeLessThanOrEqual(sentInOneRun);
    expect(sentSoFar()).toBeGreaterThanOrEqual(known);
    expect(sentSoFar()).toBeGreaterThan(before);
    expect(Math.max(...accepted("mt"))).toBe(1);
  }, 180_000);

  it.each([
    ["missing", ""],
    ["malformed", "c2hvcnQ="],
  ])("answers 503 with a %s STORE_KEY and names it in the log only", async (_, STORE_KEY) => {
    const worker = await workers.start({ STORE_KEY });
    for (const answer of [await open(worker, 1), await send(worker, 1)]) {
      expect(answer).toMatchObject({ status: 503, json: { code: "unavailable" } });
      expect(JSON.stringify(answer.json)).not.toContain("STORE_KEY");
    }
    expect(worker.log()).toContain("STORE_KEY");
    expect(workers.sandbox.calls).toEqual([]);
  });

  it("answers 503 with a STORE_KEY that does not fit its data, and heals with both", async () => {
    const worker = await workers.start();
    const { json: first } = await open(worker, 1);
    await worker.kill();
    const newest = Buffer.alloc(32, 9).toString("base64");
    const other = await workers.start({ STORE_KEY: newest });
    expect(await open(other, 1)).toMatchObject({ status: 503, json: { code: "unavailable" } });
    expect(other.log()).toContain("STORE_KEY does not fit");
    await other.kill();
    const both = await workers.start({ STORE_KEY: `${newest},${inject("servers").variables["STORE_KEY"]}` });
    expect(await open(both, 1)).toMatchObject({ status: 200, json: { token: first.token } });
    expect(accepted("initJourneyToken")).toEqual([1]);
  }, 180_000);

  it("lets no caller reach the object itself", async () => {
    const worker = await workers.start();
    for (const path of ["/find", "/search", "/sweep", "//journeys/find"]) {
      expect(await askWorker(worker, path, [], { host: "journeys" })).toMatchObject({ status: 404 });
    }
  });
});
