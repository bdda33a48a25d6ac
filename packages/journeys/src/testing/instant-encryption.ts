import type { Encryption } from "../store/store.ts";

/** At once, for tests with a clock of their own: real work in another thread would not wait for it. */
export const instantEncryption: Encryption = {
  encrypt: async (value) => JSON.stringify(value),
  decrypt: async (ciphertext) => JSON.parse(ciphertext),
  index: async (...parts) => JSON.stringify(parts),
};
