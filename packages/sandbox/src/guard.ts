/**
 * The staging guard: NXCLOUD is asked about some phones alone, and all others are answered by the emulation of its API. An entry of its own,
 * so that a Worker holds no more of the sandbox than that.
 *
 * @module
 */
import type { FetchLike } from "@nxzalo/core";
import { operate, replyTo } from "./dispatch.ts";
import { readToken } from "./operations/token.ts";
import { sandboxCredentials } from "./options.ts";

/** What a client asks by. */
type Init = Parameters<FetchLike>[1];

/** Whom a staging process writes to. */
export interface GuardedPhones {
  /** Digits, the country code first. */
  readonly phones: ReadonlySet<string>;
}

const { accessSecret } = sandboxCredentials;

/** No receipts come of what was not sent. */
const noOutbox = { accept: () => {}, catchUp: () => {}, clear: () => {} };

/** What a request says of whom it is about. */
interface Asked {
  readonly appkey?: unknown;
  readonly phone?: unknown;
  readonly journeyToken?: unknown;
}

/** What is no JSON says nothing. */
function parse(body: string): Asked {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

/** What has no phone is about the account, or about a token: those that were made here are answered here. */
function isForNxcloud({ phone, journeyToken }: Asked, path: string, phones: ReadonlySet<string>): boolean {
  if (path === "/v1/zalo/oaQuality") return true;
  if (path === "/v1/zalo/checkJourneyToken") return readToken(accessSecret, String(journeyToken)) === undefined;
  return typeof phone === "string" && phones.has(phone);
}

/**
 * A `fetch` that asks NXCLOUD about the listed phones alone: their journeys and messages. Whatever is about another phone, or about none that can
 * be read, is answered as NXCLOUD would answer it, and goes nowhere. Journey tokens that it makes are known again by every process.
 *
 * @param fetch How NXCLOUD is asked. Default: the runtime's own `fetch`.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { guardFetch } from "@nxzalo/sandbox/guard";
 *
 * const fetch = guardFetch({ phones: new Set(["84912345678"]) });
 * const credentials = { accessKey: "…", accessSecret: "…" };
 * const nx = createNxZalo({ credentials, appKey: "…", fetch });
 * ```
 */
export function guardFetch({ phones }: GuardedPhones, fetch?: FetchLike): FetchLike {
  return async (url: string, init: Init) => {
    const path = new URL(url).pathname.replace(/^.*(?=\/v1\/)/, "");
    const json = parse(init.body);
    // The runtime's own may be replaced later, as tests do.
    if (isForNxcloud(json, path, phones)) return (fetch ?? (globalThis.fetch as unknown as FetchLike))(url, init);
    const appKeys = [String(json.appkey)];
    const context = { appKeys, accessSecret, clock: Date.now(), outbox: noOutbox };
    return Response.json(replyTo(() => operate(path, json, context)));
  };
}
