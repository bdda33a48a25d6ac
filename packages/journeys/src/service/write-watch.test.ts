import { ProxyError } from "@nxzalo/core/errors";
import { describe, expect, it } from "vitest";
import { journeyOf, messageOf } from "../../test/conformance/samples.ts";
import { createMemoryStore } from "../memory.ts";
import type { JourneyRecords } from "../store/store.ts";
import { createTestJourneys, parcel } from "../testing/journeys.ts";
import { watchWrites } from "./write-watch.ts";

const full = () =>
  Promise.reject(new ProxyError("full", { code: "unavailable", outcome: "not_sent", retryable: true }));

/** A store whose disk may be full: small rows still fit, a journey does not. */
function storeOnSmallDisk() {
  const store = createMemoryStore();
  const disk = { isFull: false, probes: 0 };
  const { addJourney, completeLease } = store.records;
  const records: JourneyRecords = {
    ...store.records,
    addJourney: (journey) => (disk.isFull ? full() : addJourney(journey)),
    completeLease: (request) => (disk.isFull ? full() : completeLease(request)),
    probe: async () => {
      disk.probes += 1;
      if (disk.isFull) await full();
    },
  };
  return { store: { ...store, records }, disk };
}

it.each(["with a reference", "without one"])(
  "of many tokens that cannot be stored, one is asked for (%s)",
  async (which) => {
    const { store, disk } = storeOnSmallDisk();
    const { process, client } = createTestJourneys(store);
    const journeys = process();
    const open = (index: number) =>
      journeys.open({ ...parcel, reference: which === "without one" ? undefined : `Đơn ${index}` });
    await open(0);
    disk.isFull = true;
    for (let index = 1; index <= 120; index++) await expect(open(index)).rejects.toMatchObject({ code: "unavailable" });
    expect(client.initJourneyToken).toHaveBeenCalledTimes(2);
    if (which === "with a reference") expect(await open(0)).toMatchObject({ reused: true });
    disk.isFull = false;
    const healed = () => open(121).then(({ reused }) => reused, String);
    await expect.poll(healed).toBe(false);
  },
);

it("after a failed write asks with a large one, once a second, and is not ready until one has worked", async () => {
  const { store, disk } = storeOnSmallDisk();
  let at = 0;
  const { records, ping, assertWritable } = watchWrites(store.records, () => at);
  const isReady = () =>
    ping().then(
      () => true,
      () => false,
    );
  expect(await isReady()).toBe(true);
  await assertWritable();
  disk.isFull = true;
  await expect(records.addJourney(journeyOf("1"))).rejects.toMatchObject({ code: "unavailable" });
  for (; at < 10_000; at += 100) expect(await isReady()).toBe(false);
  expect(disk.probes).toBe(10);
  disk.isFull = false;
  expect(await isReady()).toBe(true);
  await assertWritable();
  expect(disk.probes).toBe(11);
});

it("a further attempt is as large as a message: after it could not be written, no token is asked for", async () => {
  const { records } = createMemoryStore();
  const { records: watched, assertWritable } = watchWrites({ ...records, beginAttempt: full, probe: full });
  const message = messageOf("m");
  await expect(watched.beginAttempt({ message, after: 1, from: ["refused"], at: 1 })).rejects.toMatchObject({
    code: "unavailable",
  });
  await expect(assertWritable()).rejects.toMatchObject({ code: "unavailable" });
});

describe("what comes before a message, and a full disk has refused", () => {
  const fullDisk = () =>
    Promise.reject(
      new ProxyError("full", {
        code: "unavailable",
        outcome: "not_sent",
        retryable: true,
        cause: Object.assign(new Error("full"), { code: "53100" }),
      }),
    );
  const lease = { key: "k", owner: "o", now: 1, leaseUntil: 2 };
  const asks: Record<string, (records: JourneyRecords) => Promise<unknown>> = {
    "a lease": (records) => records.acquireLease(lease),
    "a look for what is due": (records) => records.takeDue({ now: 1, limit: 1, pace: undefined }),
  };

  it.each(Object.entries(asks))("is not ready after %s", async (_, ask) => {
    const { records } = createMemoryStore();
    const disk = { probe: fullDisk };
    const refusing = { ...records, acquireLease: fullDisk, takeDue: fullDisk, probe: () => disk.probe() };
    const { records: watched, ping } = watchWrites(refusing, () => 0);
    await ping();
    await expect(ask(watched)).rejects.toMatchObject({ code: "unavailable" });
    await expect(ping()).rejects.toMatchObject({ code: "unavailable" });
  });

  it("one that waited too long for a lock says nothing of the disk", async () => {
    const { records } = createMemoryStore();
    const { records: watched, ping } = watchWrites({ ...records, acquireLease: full, probe: fullDisk });
    await expect(watched.acquireLease(lease)).rejects.toMatchObject({ code: "unavailable" });
    await ping();
  });
});
