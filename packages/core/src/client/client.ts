import type { TemplateRegistry } from "../templates/registry.ts";
import type { WithTemplates } from "../templates/typed-content.ts";
import { call } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import {
  type CheckJourneyTokenInput,
  checkJourneyToken,
  type InitJourneyTokenInput,
  initJourneyToken,
  type JourneyToken,
  type JourneyTokenState,
  type OaQuality,
  type OaQualityInput,
  oaQuality,
  type SendTemplateInput,
  type SentMessage,
  sendTemplate,
} from "./operations.ts";
import { type NxZaloOptions, resolveOptions } from "./options.ts";

/**
 * A client of NXCLOUD's Zalo API. Its methods need no `this` and may be passed around. Of a client that was given `templates` from
 * `defineTemplates`, `sendTemplate` takes their ids and variables alone.
 */
export interface NxZalo<Message = SendTemplateInput> {
  /**
   * Creates a journey token for one recipient and one journey type. Creating one costs nothing; the first message on it does.
   *
   * Source: NXCLOUD, *Init Journey Token*.
   *
   * @throws InputError before anything is sent; TransportError, UpstreamError, ResponseError; ConfigError where the credentials
   * function fails; the reason of `options.signal`, untouched.
   */
  initJourneyToken(input: InitJourneyTokenInput, options?: CallOptions): Promise<JourneyToken>;

  /**
   * Asks what NXCLOUD knows of a token, and until when it lives.
   *
   * Source: NXCLOUD, *Check Journey Token*.
   *
   * @throws as `initJourneyToken` does; what code a token that is over gets is not documented.
   */
  checkJourneyToken(input: CheckJourneyTokenInput, options?: CallOptions): Promise<JourneyTokenState>;

  /**
   * Sends a message made from an approved template, on a journey where a `journeyToken` is given. It is sent at most once: a failure
   * with the outcome `unknown` may have been sent, and is for you to settle by its receipt before you repeat it.
   *
   * Source: NXCLOUD, *Zalo API mt*.
   *
   * @throws as `initJourneyToken` does; ProxyError `template_mismatch` where the message does not fit the client's `templates`.
   */
  sendTemplate(input: Message, options?: CallOptions): Promise<SentMessage>;

  /**
   * Asks how Zalo rates the official account of the application. Zalo lowers the quota of an account whose rating is low.
   *
   * Source: NXCLOUD, *Query Oa Quality*.
   *
   * @throws as `initJourneyToken` does.
   */
  oaQuality(input?: OaQualityInput, options?: CallOptions): Promise<OaQuality>;
}

/**
 * Creates a client for any runtime with a `fetch`.
 *
 * @throws ConfigError that names every missing, malformed or unknown option.
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
export function createNxZalo<Registry extends TemplateRegistry = TemplateRegistry>(
  options: NxZaloOptions<Registry>,
): NxZalo<WithTemplates<SendTemplateInput, Registry>> {
  const settings = resolveOptions(options);
  return {
    initJourneyToken: (input, callOptions) => call(settings, initJourneyToken, input, callOptions),
    checkJourneyToken: (input, callOptions) => call(settings, checkJourneyToken, input, callOptions),
    sendTemplate: (input, callOptions) => call(settings, sendTemplate, input as SendTemplateInput, callOptions),
    oaQuality: (input = {}, callOptions) => call(settings, oaQuality, input, callOptions),
  };
}
