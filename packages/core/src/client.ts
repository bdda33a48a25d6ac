import { type InitJourneyTokenInput, initJourneyToken, type JourneyToken } from "./operations.ts";
import { type NxZaloOptions, resolveOptions } from "./options.ts";
import { type CallOptions, request } from "./request.ts";

/** A client of NXCLOUD's Zalo API. Its methods need no `this` and may be passed around. */
export interface NxZalo {
  /**
   * Creates a journey token for one recipient and one journey type. Creating one costs nothing; the first message on it does.
   *
   * Source: NXCLOUD, *Init Journey Token*.
   *
   * @throws InputError before anything is sent; TransportError, UpstreamError, ResponseError; ConfigError where the credentials
   * function fails; the reason of `options.signal`, untouched.
   */
  initJourneyToken(input: InitJourneyTokenInput, options?: CallOptions): Promise<JourneyToken>;
}

/**
 * Creates a client for any runtime with a `fetch`.
 *
 * @throws ConfigError that names every missing or malformed option.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 *
 * const nx = createNxZalo({
 *   credentials: { accessKey: "your access key", accessSecret: "your access secret" },
 *   appKey: "your-app-key",
 *   defaultCountryCode: "84",
 * });
 * const { journeyId, token } = await nx.initJourneyToken({ phone: "0912 345 678", tokenType: "token_logistics_7" });
 * ```
 */
export function createNxZalo(options: NxZaloOptions): NxZalo {
  const settings = resolveOptions(options);
  return {
    initJourneyToken: (input, callOptions) => request(settings, initJourneyToken, input, callOptions),
  };
}
