import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomFillSync } from "node:crypto";
import { type Ciphers, ivBytes } from "./ciphers.ts";

const algorithm = "aes-256-gcm";
/** Behind the ciphertext, as WebCrypto has it. */
const tagBytes = 16;
const tag = { authTagLength: tagBytes };

/** Random bytes for many nonces: to draw 3,072 costs what drawing twelve does. */
const drawn = Buffer.alloc(ivBytes * 256);
let used = drawn.length;

/** Twelve that were never given before; they stay as they are until the next call. */
function drawNonce(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += ivBytes;
  return drawn.subarray(used - ivBytes, used);
}

/** OpenSSL's, at once: the way of WebCrypto through Node's thread pool costs ten times as much as the work. */
export const nodeCiphers: Ciphers = {
  aes: async (base64) => {
    const key = createSecretKey(base64, "base64");
    return {
      encrypt: async (text, about) => {
        const iv = drawNonce();
        const cipher = createCipheriv(algorithm, key, iv, tag).setAAD(Buffer.from(about));
        const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
        return `${iv.toString("base64")}.${encrypted.toString("base64")}`;
      },
      decrypt: async (ciphertext, about) => {
        const [iv = "", encrypted = ""] = ciphertext.split(".");
        const bytes = Buffer.from(encrypted, "base64");
        const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, "base64"), tag);
        if (about !== undefined) decipher.setAAD(Buffer.from(about));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
      },
    };
  },
  hmac: async (base64) => {
    const key = createSecretKey(base64, "base64");
    return async (text) => createHmac("sha256", key).update(text).digest("hex");
  },
};
