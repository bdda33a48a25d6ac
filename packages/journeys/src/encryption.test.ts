import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCiphers } from "./ciphers/node-ciphers.ts";
import { openEncryption as open } from "./encryption.ts";
import { createMemoryStore } from "./memory.ts";
import { type Cell, type CiphertextTable, ciphertextColumns } from "./store/ciphertexts.ts";

const emptyRecords = () => createMemoryStore().records;

const keyOf = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));
const [first, second] = [keyOf(1), keyOf(2)];
const cell: Cell = { table: "journeys", row: "1" };
const minuteMs = 60_000;

const openEncryption = (records: Parameters<typeof open>[0], keys: readonly string[], clock?: () => number) =>
  open(records, keys, nodeCiphers, clock);

describe("encryption", () => {
  it("gives back what it has encrypted, and shows nothing of it", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const ciphertext = await encryption.encrypt(value, cell);
        expect(await encryption.decrypt(ciphertext, cell)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const ciphertext = await encryption.encrypt({ token: "a-token", phone: "84912345678" }, cell);
    expect(atob(ciphertext.split(".")[2] ?? "")).not.toMatch(/a-token|84912345678/);
    expect(await encryption.encrypt("same", cell)).not.toBe(await encryption.encrypt("same", cell));
  });

  it("encrypts what is as large as a receipt may be", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    const large = "đ".repeat(512 * 1024);
    expect(await encryption.decrypt(await encryption.encrypt(large, cell), cell)).toBe(large);
  });

  it("decrypts in no other row and no other column", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    const table = fc.constantFrom(...(Object.keys(ciphertextColumns) as CiphertextTable[]));
    const anyCell = fc.record({ table, row: fc.string() });
    await fc.assert(
      fc.asyncProperty(anyCell, anyCell, async (one, other) => {
        fc.pre(one.table !== other.table || one.row !== other.row);
        const ciphertext = await encryption.encrypt("x", one);
        expect(await encryption.decrypt(ciphertext, one)).toBe("x");
        await expect(encryption.decrypt(ciphertext, other)).rejects.toMatchObject({
          code: "unavailable",
          cause: { message: "CiphertextRefused" },
        });
      }),
    );
  });

  it("keeps the parts of an index apart", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    expect(await encryption.index("a", "b")).not.toBe(await encryption.index("ab"));
    expect(await encryption.index("a", "b")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("notices a change, whatever it is", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    const [id = "", iv = "", text = ""] = (await encryption.encrypt("x", cell)).split(".");
    const changed = `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
    for (const one of [`${id}.${iv}.${changed}`, `${iv}.${text}`, `0${id}.${iv}.${text}`, id, "", "..", "ä.ö.ü"])
      await expect(encryption.decrypt(one, cell)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("rotates: data and indexes outlive the key", async () => {
    const records = emptyRecords();
    const before = await openEncryption(records, [first]);
    const ciphertext = await before.encrypt("kept", cell);
    const index = await before.index("84912345678");
    const during = await openEncryption(records, [second, first]);
    expect(await during.decrypt(ciphertext, cell)).toBe("kept");
    const after = await openEncryption(records, [second]);
    expect(await after.decrypt(ciphertext, cell)).toBe("kept");
    expect(await after.index("84912345678")).toBe(index);
    await expect(openEncryption(records, [first])).rejects.toThrow(/STORE_KEY does not fit/);
  });

  it("many who start at once agree, also on one of two orders of the keys", async () => {
    const records = emptyRecords();
    const orders = [[first], [first, second], [second, first]];
    const encryptions = await Promise.all(
      Array.from({ length: 12 }, (_, process) =>
        openEncryption(records, orders[process < 6 ? 0 : (process % 2) + 1] ?? []),
      ),
    );
    const indexes = await Promise.all(encryptions.map((encryption) => encryption.index("x")));
    expect(new Set(indexes).size).toBe(1);
    const ciphertexts = await Promise.all(encryptions.map((encryption) => encryption.encrypt("x", cell)));
    for (const { decrypt } of encryptions)
      for (const ciphertext of ciphertexts) expect(await decrypt(ciphertext, cell)).toBe("x");
  });

  it("indexes of two stores have nothing in common", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => openEncryption(emptyRecords(), [first])));
    expect(await one?.index("x")).not.toBe(await other?.index("x"));
  });

  it.each([[[]], [["short"]], [[btoa("16 bytes in here")]]])("%j is a ConfigError that names STORE_KEY", async (keys) =>
    expect(openEncryption(emptyRecords(), keys)).rejects.toMatchObject({
      name: "ConfigError",
      issues: [{ path: ["STORE_KEY"] }],
    }),
  );
});

describe("a renewed key", () => {
  const idOf = (ciphertext: string) => ciphertext.split(".")[0];

  it("is taken up within a minute by a process that only writes, and at once by one that reads", async () => {
    const records = emptyRecords();
    const clock = { at: 0 };
    const one = await openEncryption(records, [first]);
    const [writing, reading] = await Promise.all([1, 2].map(() => openEncryption(records, [first], () => clock.at)));
    await one.dataKeys?.renew();
    const renewed = await one.encrypt("x", cell);
    clock.at += minuteMs - 1;
    expect(idOf((await writing?.encrypt("x", cell)) ?? "")).not.toBe(idOf(renewed));
    clock.at += 1;
    expect(idOf((await writing?.encrypt("x", cell)) ?? "")).toBe(idOf(renewed));
    expect(await reading?.decrypt(renewed, cell)).toBe("x");
    expect(idOf((await reading?.encrypt("x", cell)) ?? "")).toBe(idOf(renewed));
  });

  it("may be missed for half an hour by a process that cannot ask; after that it encrypts nothing", async () => {
    const records = emptyRecords();
    const clock = { at: 0 };
    let isAway = false;
    const setting: typeof records.setting = (name, initial) =>
      isAway ? Promise.reject(new Error("away")) : records.setting(name, initial);
    const encryption = await openEncryption({ ...records, setting }, [first], () => clock.at);
    isAway = true;
    clock.at += 30 * minuteMs - 1;
    const ciphertext = await encryption.encrypt("x", cell);
    clock.at += 1;
    await expect(encryption.encrypt("x", cell)).rejects.toThrow("away");
    expect(await encryption.decrypt(ciphertext, cell)).toBe("x");
    isAway = false;
    expect(await encryption.decrypt(await encryption.encrypt("x", cell), cell)).toBe("x");
  });

  it("leaves the older one as long as values of it are met", async () => {
    const records = emptyRecords();
    const { dataKeys, ...encryption } = await openEncryption(records, [first]);
    const older = await encryption.encrypt("x", cell);
    await dataKeys?.renew();
    const hour = 60 * minuteMs;
    for (const pass of [
      { found: 1, now: 0 },
      { found: 1, now: 2 * hour },
      { found: 0, now: 3 * hour - 1 },
    ])
      await dataKeys?.settle(pass);
    expect(await dataKeys?.outdated()).toEqual({ except: expect.stringMatching(/^[0-9a-f]{8}\.$/) });
    expect(await encryption.decrypt(older, cell)).toBe("x");
    await dataKeys?.settle({ found: 0, now: 3 * hour });
    expect(await dataKeys?.outdated()).toBeUndefined();
    await expect(encryption.decrypt(older, cell)).rejects.toMatchObject({ cause: { message: "DataKeyUnknown" } });
  });

  it("is wrapped anew with the others where STORE_KEY is rotated", async () => {
    const records = emptyRecords();
    const before = await openEncryption(records, [first]);
    const older = await before.encrypt("older", cell);
    await before.dataKeys?.renew();
    const newer = await before.encrypt("newer", cell);
    const after = await openEncryption(records, [second, first]);
    expect([await after.decrypt(older, cell), await after.decrypt(newer, cell)]).toEqual(["older", "newer"]);
    expect(await (await openEncryption(records, [second])).decrypt(older, cell)).toBe("older");
  });
});
