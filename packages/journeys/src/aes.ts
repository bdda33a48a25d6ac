const ivBytes = 12;

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Bytes as lowercase hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const randomBytes = (count: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(count));

export const importKey = (base64: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", fromBase64(base64), "AES-GCM", false, ["encrypt", "decrypt"]);

/** What is bound to a ciphertext without standing in it. */
const bindingTo = (about: string | undefined) =>
  about === undefined ? {} : { additionalData: new TextEncoder().encode(about) };

/** Encrypts, and binds it to what it is about; gives `iv.ciphertext` in base64. */
export async function seal(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, about: string): Promise<string> {
  const iv = randomBytes(ivBytes);
  const encrypted = await crypto.subtle.encrypt({ name: "AES-GCM", iv, ...bindingTo(about) }, key, bytes);
  return `${toBase64(iv)}.${toBase64(new Uint8Array(encrypted))}`;
}

/** Decrypts. Rejects where the key, the text or what it is about is another one; `about` is left out of what binds nothing. */
export async function open(key: CryptoKey, text: string, about?: string): Promise<Uint8Array<ArrayBuffer>> {
  const [iv = "", encrypted = ""] = text.split(".");
  const algorithm = { name: "AES-GCM", iv: fromBase64(iv), ...bindingTo(about) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, fromBase64(encrypted)));
}
