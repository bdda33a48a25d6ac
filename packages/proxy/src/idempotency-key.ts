import { inputError } from "@nxzalo/core/internal";
import type { ProxyRequest } from "./http.ts";

const isKey = (text: string) => /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(text);

/**
 * The `Idempotency-Key` of a request: as the IETF's draft writes it, in quotes, or bare, as most clients do.
 *
 * @throws InputError where it is neither.
 */
export function readIdempotencyKey(headers: ProxyRequest["headers"]): string | undefined {
  const text = headers.get("idempotency-key");
  if (text === null) return undefined;
  const [, quoted] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text.trim()) ?? [];
  const key = quoted?.replace(/\\(["\\])/g, "$1") ?? text.trim();
  if (isKey(key)) return key;
  const message = "must have 1 to 255 visible ASCII characters";
  throw inputError([{ path: ["Idempotency-Key"], message, code: "idempotency_key_wrong" }]);
}
