import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createMemoryStore } from "./memory.ts";
import { createSqliteStore } from "./sqlite.ts";
import type { JourneyRecord, JourneyStore } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-journeys-"));
const open: JourneyStore[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
});
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const backends: Record<string, () => Promise<JourneyStore>> = {
  memory: async () => createMemoryStore(),
  sqlite: () => createSqliteStore({ path: join(folder, `${files++}.db`) }),
};

const journeyOf = (journeyId: string, more: Partial<JourneyRecord> = {}): JourneyRecord & { key: string } => ({
  ...{ journeyId, phoneIndex: "p", sealed: `sealed ${journeyId}`, createdAt: 1, liveUntil: 1_000 },
  ...more,
  key: more.key ?? "k",
});

describe.each(Object.entries(backends))("%s", (_, make) => {
  async function storeWith(...journeys: JourneyRecord[]) {
    const store = await make();
    open.push(store);
    for (const journey of journeys) await store.add(journey);
    return store;
  }
  const claim = (store: JourneyStore, owner: string, now = 10, key = "k") =>
    store.claim({ key, owner, now, leaseUntil: now + 100 });

  it("gives a key to one of many at once", async () => {
    const store = await storeWith();
    const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => claim(store, `o${index}`)));
    expect(claims.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
    expect(claims.filter(({ kind }) => kind === "busy")).toHaveLength(49);
    expect(claims.find(({ kind }) => kind === "busy")).toEqual({ kind: "busy", leaseUntil: 110 });
  });

  it("gives the live journey to everybody after that, as it was recorded", async () => {
    const store = await storeWith();
    await claim(store, "a");
    expect(await store.complete({ owner: "a", journey: journeyOf("1") })).toBe(true);
    expect(await claim(store, "b")).toEqual({ kind: "live", journey: journeyOf("1") });
    expect(await store.find("1")).toEqual(journeyOf("1"));
  });

  it("hands a key on when the lease is over, and fences the late owner off", async () => {
    const store = await storeWith();
    await claim(store, "a", 10);
    expect((await claim(store, "b", 109)).kind).toBe("busy");
    expect((await claim(store, "b", 110)).kind).toBe("claimed");
    expect(await store.complete({ owner: "a", journey: journeyOf("late") })).toBe(false);
    await store.release({ key: "k", owner: "a" });
    expect(await store.complete({ owner: "b", journey: journeyOf("1") })).toBe(true);
    expect(await store.find("late")).toBeUndefined();
  });

  it("frees a released key at once", async () => {
    const store = await storeWith();
    await claim(store, "a");
    await store.release({ key: "k", owner: "a" });
    expect((await claim(store, "b")).kind).toBe("claimed");
  });

  it("makes room when a journey is over, by time or by word", async () => {
    const store = await storeWith();
    await claim(store, "a");
    await store.complete({ owner: "a", journey: journeyOf("1") });
    expect((await claim(store, "b", 999)).kind).toBe("live");
    await store.end("1", 500);
    expect((await store.find("1"))?.liveUntil).toBe(500);
    expect((await claim(store, "b", 501)).kind).toBe("claimed");
    expect(await store.complete({ owner: "b", journey: journeyOf("2", { createdAt: 2 }) })).toBe(true);
    expect(await claim(store, "c", 502)).toMatchObject({ kind: "live", journey: { journeyId: "2" } });
    expect(await store.find("1")).toBeDefined();
  });

  it("keeps keys apart", async () => {
    const store = await storeWith();
    expect((await claim(store, "a", 10, "k")).kind).toBe("claimed");
    expect((await claim(store, "b", 10, "other")).kind).toBe("claimed");
  });

  it("finds a person's journeys, newest first, and forgets them", async () => {
    const older = { ...journeyOf("1"), key: null };
    const newer = { ...journeyOf("2", { createdAt: 2 }), key: null };
    const store = await storeWith(older, newer, { ...journeyOf("3", { phoneIndex: "other" }), key: null });
    expect(await store.findByPhone("p")).toEqual([newer, older]);
    await store.forget(["1", "2", "nobody"]);
    expect(await store.findByPhone("p")).toEqual([]);
    expect(await store.find("3")).toBeDefined();
  });

  it("sweeps what is over, and nothing else", async () => {
    const over = { ...journeyOf("1", { liveUntil: 99 }), key: null };
    const store = await storeWith(over, { ...journeyOf("2", { liveUntil: 100 }), key: null });
    expect(await store.sweep(100)).toBe(1);
    expect(await store.find("1")).toBeUndefined();
    expect(await store.find("2")).toBeDefined();
  });

  it("keeps the first setting, and replaces it only where it is unchanged", async () => {
    const store = await storeWith();
    expect(await store.setting("s", "first")).toBe("first");
    expect(await store.setting("s", "second")).toBe("first");
    expect(await store.replaceSetting("s", { from: "other", to: "x" })).toBe(false);
    expect(await store.replaceSetting("s", { from: "first", to: "x" })).toBe(true);
    expect(await store.setting("s", "second")).toBe("x");
  });
});

describe("sqlite, on one file", () => {
  it("two connections share claims and journeys, also when both start at once", async () => {
    const path = join(folder, "shared.db");
    const [one, other] = await Promise.all([createSqliteStore({ path }), createSqliteStore({ path })]);
    open.push(one, other);
    expect((await one.claim({ key: "k", owner: "a", now: 1, leaseUntil: 9 })).kind).toBe("claimed");
    expect((await other.claim({ key: "k", owner: "b", now: 1, leaseUntil: 9 })).kind).toBe("busy");
    await one.complete({ owner: "a", journey: journeyOf("1") });
    expect((await other.claim({ key: "k", owner: "b", now: 1, leaseUntil: 9 })).kind).toBe("live");
  });

  it("does not stall the event loop while another process holds the lock, and then goes on", async () => {
    const { DatabaseSync } = await import("node:sqlite");
    const path = join(folder, "locked.db");
    const store = await createSqliteStore({ path });
    open.push(store);
    const holder = new DatabaseSync(path);
    holder.exec("BEGIN IMMEDIATE");
    const pending = store.claim({ key: "k", owner: "a", now: 1, leaseUntil: 9 });
    // This timer belongs to the thread that waits: it would never fire if waiting blocked it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    holder.exec("COMMIT");
    holder.close();
    expect((await pending).kind).toBe("claimed");
  });

  it("says so when the lock is never given up", async () => {
    const { DatabaseSync } = await import("node:sqlite");
    const path = join(folder, "stuck.db");
    const store = await createSqliteStore({ path, lockTimeoutMs: 100 });
    open.push(store);
    const holder = new DatabaseSync(path);
    holder.exec("BEGIN IMMEDIATE");
    await expect(store.release({ key: "k", owner: "a" })).rejects.toThrow("locked by another process");
    holder.close();
    await store.release({ key: "k", owner: "a" });
  });

  it("keeps what it was told when it is opened again", async () => {
    const path = join(folder, "again.db");
    const first = await createSqliteStore({ path });
    await first.add({ ...journeyOf("1"), key: null });
    await first.close();
    const second = await createSqliteStore({ path });
    open.push(second);
    expect((await second.find("1"))?.sealed).toBe("sealed 1");
  });
});
