import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEncryption } from "./encryption.ts";
import { createMemoryStore } from "./memory.ts";

const emptyRecords = () => createMemoryStore().records;

const keyOf = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));
const [first, second] = [keyOf(1), keyOf(2)];

describe("encryption", () => {
  it("gives back what it ciphertext, and shows nothing of it", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const ciphertext = await encryption.encrypt(value);
        expect(await encryption.decrypt(ciphertext)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const ciphertext = await encryption.encrypt({ token: "a-token", phone: "84912345678" });
    expect(atob(ciphertext.split(".")[1] ?? "")).not.toMatch(/a-token|84912345678/);
    expect(await encryption.encrypt("same")).not.toBe(await encryption.encrypt("same"));
  });

  it("encrypts what is as large as a receipt may be", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    const large = "đ".repeat(512 * 1024);
    expect(await encryption.decrypt(await encryption.encrypt(large))).toBe(large);
  });

  it("keeps the parts of an index apart", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    expect(await encryption.index("a", "b")).not.toBe(await encryption.index("ab"));
    expect(await encryption.index("a", "b")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("notices a change", async () => {
    const encryption = await openEncryption(emptyRecords(), [first]);
    const [iv = "", text = ""] = (await encryption.encrypt("x")).split(".");
    const changed = `${iv}.${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
    await expect(encryption.decrypt(changed)).rejects.toThrow();
  });

  it("rotates: data and indexes outlive the key", async () => {
    const records = emptyRecords();
    const before = await openEncryption(records, [first]);
    const ciphertext = await before.encrypt("kept");
    const index = await before.index("84912345678");
    const during = await openEncryption(records, [second, first]);
    expect(await during.decrypt(ciphertext)).toBe("kept");
    const after = await openEncryption(records, [second]);
    expect(await after.decrypt(ciphertext)).toBe("kept");
    expect(await after.index("84912345678")).toBe(index);
    await expect(openEncryption(records, [first])).rejects.toThrow(/STORE_KEY does not fit/);
  });

  it("many who start at once agree", async () => {
    const records = emptyRecords();
    const encryptions = await Promise.all(Array.from({ length: 10 }, () => openEncryption(records, [first])));
    const indexes = await Promise.all(encryptions.map((encryption) => encryption.index("x")));
    expect(new Set(indexes).size).toBe(1);
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
