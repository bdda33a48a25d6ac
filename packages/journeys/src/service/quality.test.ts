import { expect, it } from "vitest";
import { createTestJourneys } from "../testing/journeys.ts";

const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
const posted = (types: readonly string[]) => {
  const got: { readonly id: string; readonly type: string; readonly data: object }[] = [];
  const events = {
    targets: [{ url: "https://shop.example/events", types, secrets }],
    fetch: async (_: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
      const { type, data } = JSON.parse(body);
      got.push({ id: headers["webhook-id"] ?? "", type, data });
      return { status: 204, headers: { get: () => null } };
    },
  };
  return { got, events };
};

it("an official account that Zalo rates lower is one event for each fall, whichever process hears of it", async () => {
  const { process } = createTestJourneys();
  const { got, events } = posted(["*"]);
  const processes = [process({ events }), process({ events })] as const;
  const hear = async (current: string, call?: { readonly appKey: string }) => {
    await Promise.all(processes.map((one) => one.receiveQuality({ current, sevenDays: "HIGH" }, call)));
    await processes[0].deliverEvents();
    return got.splice(0).map(({ type, data }) => ({ type, ...data }));
  };
  const fall = (from: string, to: string) => [{ type: "quality.fallen", from, to, sevenDays: "HIGH" }];
  expect(await hear("HIGH")).toEqual([]);
  expect(await hear("HIGH")).toEqual([]);
  expect(await hear("MEDIUM")).toEqual(fall("HIGH", "MEDIUM"));
  expect(await hear("MEDIUM")).toEqual([]);
  // What is no word for better or worse changes nothing.
  expect(await hear("UNDEFINED")).toEqual([]);
  expect(await hear("low")).toEqual(fall("MEDIUM", "LOW"));
  expect(await hear("HIGH")).toEqual([]);
  expect(await hear("LOW")).toEqual(fall("HIGH", "LOW"));
  expect(await hear("MEDIUM", { appKey: "another" })).toEqual([]);
  expect(await hear("LOW", { appKey: "another" })).toEqual(fall("MEDIUM", "LOW"));
});

it("a fall is told again where the process that heard of it died before it could say so", async () => {
  const { process, store } = createTestJourneys();
  const { got, events } = posted(["quality.fallen"]);
  const journeys = process({ events });
  const dies = { ...store.records, replaceSetting: () => Promise.reject(new Error("dead")) };
  const dying = process({ events, store: { ...store, records: dies } });
  await journeys.receiveQuality({ current: "HIGH", sevenDays: "HIGH" });
  await expect(dying.receiveQuality({ current: "LOW", sevenDays: "HIGH" })).rejects.toThrow();
  await journeys.receiveQuality({ current: "LOW", sevenDays: "HIGH" });
  await journeys.deliverEvents();
  expect(got).toHaveLength(1);
});

it("stores nothing where nothing takes it", async () => {
  const { process, store } = createTestJourneys();
  const { got, events } = posted(["quota.low"]);
  const journeys = process({ events });
  for (const current of ["HIGH", "LOW"]) await journeys.receiveQuality({ current, sevenDays: "HIGH" });
  await journeys.deliverEvents();
  expect([got, await store.records.searchEvents({ limit: 9 })]).toEqual([[], []]);
});
