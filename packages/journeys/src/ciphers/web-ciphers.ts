import { fromBase64, randomBytes, toBase64, toHex } from "../bytes.ts";
import { type Ciphers, ivBytes } from "./ciphers.ts";

const encoder = new TextEncoder();

/** What is bound to a ciphertext without standing in it. */
const parameters = (iv: Uint8Array<ArrayBuffer>, about: string | undefined) =>
  about === undefined ? { name: "AES-GCM", iv } : { name: "AES-GCM", iv, additionalData: encoder.encode(about) };

/** WebCrypto's, which every runtime has. */
export const webCiphers: Ciphers = {
  aes: async (base64) => {
    const key = await crypto.subtle.importKey("raw", fromBase64(base64), "AES-GCM", false, ["encrypt", "decrypt"]);
    return {
      encrypt: async (text, about) => {
        const iv = randomBytes(ivBytes);
        const encrypted = await crypto.subtle.encrypt(parameters(iv, about), key, encoder.encode(text));
        return `${toBase64(iv)}.${toBase64(new Uint8Array(encrypted))}`;
      },
      decrypt: async (ciphertext, about) => {
        const [iv = "", encrypted = ""] = ciphertext.split(".");
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(fromBase64(iv), about), key, fromBase64(encrypted)),
        );
      },
    };
  },
  hmac: async (base64) => {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", fromBase64(base64), algorithm, false, ["sign"]);
    return async (text) => toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text))));
  },
};
