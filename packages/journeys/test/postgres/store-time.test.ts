import { afterEach, expect, it, vi } from "vitest";
import { createJourneys } from "../../src/journeys.ts";
import { createPostgresStore } from "../../src/postgres.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const parcel = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
const tenMinutesMs = 600_000;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

/** Two processes on one database, and an NXCLOUD that takes its time. */
async function twoProcesses() {
  const schema = await createScratchSchema(server);
  closing.push(schema.drop);
  const { promise, resolve } = Promise.withResolvers<{ journeyId: string; token: string }>();
  const client = { initJourneyToken: vi.fn(() => promise), sendTemplate: vi.fn() };
  const start = async () => {
    const store = await createPostgresStore({ url: schema.url, storeKeys });
    closing.push(store.records.close);
    return createJourneys({ client, store, appKey: "app" });
  };
  const [one, other] = [await start(), await start()];
  const answer = () => resolve({ journeyId: "1", token: "token-1" });
  return { one, other, client, answer };
}

it.each([
  ["ahead", tenMinutesMs],
  ["behind", -tenMinutesMs],
])("a process whose clock is ten minutes %s waits for its neighbour's token like any other", async (_, jumpMs) => {
  const { one, other, client, answer } = await twoProcesses();
  const first = one.open(parcel);
  await expect.poll(() => client.initJourneyToken.mock.calls.length).toBe(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + jumpMs });
  const second = other.open(parcel);
  const early = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 500, "waits"))]);
  expect(early).toBe("waits");
  answer();
  expect(await first).toMatchObject({ token: "token-1", reused: false });
  expect(await second).toMatchObject({ token: "token-1", reused: true });
  expect(client.initJourneyToken).toHaveBeenCalledTimes(1);
});

it("what is stored has the server's time", async () => {
  const { one, answer } = await twoProcesses();
  const realAt = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: realAt + tenMinutesMs });
  answer();
  const { journeyId } = await one.open(parcel);
  const found = await one.find(journeyId);
  expect(Math.abs(Number(found?.createdAt) - realAt)).toBeLessThan(tenMinutesMs / 2);
});

it("a key is held by the process that works, for longer than a lease", async () => {
  const { one, other, client, answer } = await twoProcesses();
  const first = one.open(parcel);
  await expect.poll(() => client.initJourneyToken.mock.calls.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 6_500));
  const second = other.open(parcel);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(client.initJourneyToken).toHaveBeenCalledTimes(1);
  answer();
  expect((await first).token).toBe((await second).token);
});
