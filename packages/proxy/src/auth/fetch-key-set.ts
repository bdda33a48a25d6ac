import { bodyChunks, readText, timedOut, toNativeSignal, withTimeout } from "@nxzalo/core/internal";
import type { JSONWebKeySet } from "jose";

/** For the connection and the whole body. */
export const keySetTimeoutMs = 5_000;
/** Issuers' key sets have some kilobytes; what is larger is not read on. */
const limitBytes = 256 * 1024;
const headers = { accept: "application/json, application/jwk-set+json" };

type KeySetFetch = (
  url: string,
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own AbortSignal and its own streams
  init: { headers: Record<string, string>; redirect: "manual"; signal: any },
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own AbortSignal and its own streams
) => Promise<{ readonly status: number; readonly body: any }>;

/** Whether a key is of a kind that signatures are checked with. */
const isSignatureKey = (key: unknown): boolean => {
  const { kty, use = "sig" } = (key ?? {}) as { kty?: unknown; use?: unknown };
  return ["RSA", "EC", "OKP"].includes(String(kty)) && use === "sig";
};

function parseKeySet(text: string): JSONWebKeySet {
  let keySet: unknown;
  try {
    keySet = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Error("the key set is not JSON");
  }
  const keys = (keySet as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new Error("the key set has no list of keys");
  if (!keys.some(isSignatureKey)) throw new Error("the key set has no key that signatures could be checked with");
  return { keys };
}

/**
 * Reads an issuer's key set: within five seconds, at most 256 KiB, and from the configured URL alone: a redirect is not followed.
 *
 * @throws Error that says in our own words why it cannot be used.
 */
export async function fetchKeySet(url: string, timeoutMs = keySetTimeoutMs): Promise<JSONWebKeySet> {
  const get = fetch as KeySetFetch;
  const { status, body } = await withTimeout({ timeoutMs }, async (signal) => {
    const response = await get(url, { headers, redirect: "manual", signal: toNativeSignal(signal) });
    if (response.status === 200) {
      const body = await readText(bodyChunks(response.body), limitBytes);
      // An aborted body looks cut off.
      if (signal.aborted) throw signal.reason;
      return { status: 200, body };
    }
    // Left unread, it would hold the connection.
    response.body?.cancel().catch(() => {});
    return { status: response.status, body: undefined };
  }).catch((cause: unknown) => {
    throw cause === timedOut
      ? new Error(`the key set did not come within ${timeoutMs} ms`)
      : new Error("the key set could not be fetched", { cause });
  });
  if (!body) throw new Error(`the key set's URL answered HTTP ${status}${isRedirect(status) ? ", a redirect" : ""}`);
  if (body.flaw === "too large") throw new Error(`the key set is larger than ${limitBytes} bytes`);
  if (body.flaw) throw new Error(`the key set is ${body.flaw}`, { cause: body.cause });
  return parseKeySet(body.text);
}

/** Browsers show a redirect as status 0. */
const isRedirect = (status: number) => status === 0 || (status >= 300 && status < 400);
