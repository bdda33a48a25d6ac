import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64 } from "../bytes.ts";
import { nodeCiphers } from "./node-ciphers.ts";
import { webCiphers } from "./web-ciphers.ts";

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64);
const text = fc.string({ unit: "binary" });
const both = [webCiphers, nodeCiphers];
const toText = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("the ciphers of the runtimes", () => {
  it("decrypt what the other has encrypted, and nothing of another key, another subject or another text", async () => {
    const texts = fc.record({ plain: text, about: text });
    const change = fc.record({ of: fc.constantFrom("iv", "text"), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.tuple(key, key), texts, change, async ([one, other], { plain, about }, { of, at, by }) => {
        for (const [encrypts, decrypts] of [both, both.toReversed()] as [typeof webCiphers, typeof webCiphers][]) {
          const ciphertext = await (await encrypts.aes(one)).encrypt(plain, about);
          const decrypting = await decrypts.aes(one);
          expect(toText(await decrypting.decrypt(ciphertext, about))).toBe(plain.toWellFormed());
          if (one !== other) await expect((await decrypts.aes(other)).decrypt(ciphertext, about)).rejects.toThrow();
          await expect(decrypting.decrypt(ciphertext, `${about}x`)).rejects.toThrow();
          if (about !== "") await expect(decrypting.decrypt(ciphertext)).rejects.toThrow();
          const parts = ciphertext.split(".").map((part) => Buffer.from(part, "base64"));
          const changed = parts[of === "iv" ? 0 : 1] as Buffer;
          changed[at % changed.length] = (changed[at % changed.length] as number) ^ by;
          const text = parts.map((part) => part.toString("base64")).join(".");
          await expect(decrypting.decrypt(text, about)).rejects.toThrow();
        }
      }),
    );
  });

  it("refuse a text that is cut off at any place", async () => {
    const [one] = fc.sample(key, 1) as [string];
    for (const ciphers of both) {
      const { encrypt, decrypt } = await ciphers.aes(one);
      const ciphertext = await encrypt("a text", "");
      const [iv = "", encrypted = ""] = ciphertext.split(".");
      const bytes = Buffer.from(encrypted, "base64");
      for (let length = 0; length < bytes.length; length++)
        await expect(decrypt(`${iv}.${bytes.subarray(0, length).toString("base64")}`, "")).rejects.toThrow();
      await expect(decrypt(`.${encrypted}`, "")).rejects.toThrow();
    }
  });

  it("never encrypt twice with the same nonce", async () => {
    const [one] = fc.sample(key, 1) as [string];
    for (const ciphers of both) {
      const { encrypt } = await ciphers.aes(one);
      const ciphertext = await Promise.all(Array.from({ length: 1_000 }, () => encrypt("a text", "")));
      expect(new Set(ciphertext.map((text) => text.split(".")[0])).size).toBe(1_000);
    }
  });

  it("hash alike", () =>
    fc.assert(
      fc.asyncProperty(key, text, async (one, given) => {
        const [web, node] = await Promise.all(both.map(async ({ hmac }) => (await hmac(one))(given)));
        expect(node).toBe(web);
        expect(node).toMatch(/^[0-9a-f]{64}$/);
      }),
    ));
});
