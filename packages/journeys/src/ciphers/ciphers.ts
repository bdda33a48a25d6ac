/** What encrypts and hashes: the bytes are the same whatever does it. Keys are 32 bytes in base64. */
export interface Ciphers {
  /** AES-256-GCM. */
  aes(key: string): Promise<AesKey>;
  /** HMAC of SHA-256. */
  hmac(key: string): Promise<HmacKey>;
}

/** A key that encrypts. */
export interface AesKey {
  /** Encrypts, and binds it to what it is about; gives `iv.ciphertext` in base64. */
  encrypt(text: string, about: string): Promise<string>;
  /** Decrypts. Rejects where the key, the text or what it is about is another one; `about` is left out of what binds nothing. */
  decrypt(ciphertext: string, about?: string): Promise<Uint8Array>;
}

/** Gives the keyed hash of a text, in hex. */
export type HmacKey = (text: string) => Promise<string>;

/** Of the initialisation vector, new for each text. */
export const ivBytes = 12;
