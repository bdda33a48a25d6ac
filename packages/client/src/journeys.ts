/**
 * Looks up and deletes what a proxy's journey store holds. An entry of its own, so that pages which only send stay small.
 *
 * @module
 */
import { InputError } from "@nxzalo/core/errors";
import type { JourneyDetails, JourneyPage, ReceiptPage } from "@nxzalo/core/journeys";
import type { ForgetPersonInput, SearchJourneysInput, SearchReceiptsInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";
import { type Done, readAnswer as read } from "./read-answer.ts";
import { createSend } from "./send.ts";

export type { AnyNxZaloError, ErrorCode, ErrorKind, Issue, Outcome } from "@nxzalo/core/errors";
export type {
  JourneyDetails,
  JourneyPage,
  JourneyView,
  MessageState,
  MessageView,
  Money,
  ReceiptPage,
  ReceiptView,
} from "@nxzalo/core/journeys";
export type { ForgetPersonInput, JourneyState, TokenType } from "@nxzalo/core/schemas";
export type { HeadersSource, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** Which journeys to find; what is left out does not matter. */
export interface JourneySearch extends SearchJourneysInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which receipts to find, of those that match no journey and no message. */
export interface ReceiptSearch extends SearchReceiptsInput {}

/** A client of what a proxy's journey store holds. Its methods need no `this`. */
export interface JourneysClient {
  /**
   * A journey with its messages, receipts and cost; without its token. Needs the scope `read`. With the scope `people` as well, phones are
   * whole, and the audit records the look; without it they are masked, as `84*****5678`.
   *
   * @throws ProxyError `journey_not_found` where the store has none of that id; InputError where the id is not digits; otherwise as the
   * methods of `createProxyClient` do.
   */
  find(journeyId: string, options?: ProxyCallOptions): Promise<JourneyDetails>;

  /**
   * Journeys by phone, reference, state and time, newest first, with masked phones; `nextCursor` is for the next page. Needs the scope
   * `read`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  search(query: JourneySearch, options?: ProxyCallOptions): Promise<JourneyPage>;

  /**
   * Receipts that match no stored journey and no stored message, as they came, newest first. Needs the scope `read`.
   *
   * @throws as `search` does.
   */
  searchReceipts(query: ReceiptSearch, options?: ProxyCallOptions): Promise<ReceiptPage>;

  /**
   * Deletes a journey with its messages and receipts. Needs the scope `admin`.
   *
   * @throws as `find` does.
   */
  delete(journeyId: string, options?: ProxyCallOptions): Promise<void>;

  /**
   * Deletes everything that is stored of a person; gives the number of journeys. What stops messages to them stays, without their phone, unless
   * `includeSuppressions`. Needs the scope `admin`.
   *
   * @throws as `search` does.
   */
  forget(person: ForgetPersonInput, options?: ProxyCallOptions): Promise<{ readonly journeys: number }>;
}

/**
 * Where a journey is found.
 *
 * @throws InputError where the id is none: what is put into a path must not lead elsewhere, and a phone has no place there.
 */
function journeyPath(journeyId: string): string {
  if (/^\d+$/.test(journeyId)) return `/v1/journeys/${journeyId}`;
  const message = "must be the digits of a journey's id";
  throw new InputError(`The input is not valid: journeyId ${message}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: [{ path: ["journeyId"], message, code: "journey_id_wrong" }],
  });
}

/**
 * Creates a client of what a proxy's journey store holds. It takes the options of `createProxyClient` and throws the same errors; a proxy
 * without a journey store answers `route_not_found`.
 *
 * @throws ConfigError that names an option which does not exist.
 * @example
 * ```ts
 * import { createJourneysClient } from "@nxzalo/client/journeys";
 *
 * const journeys = createJourneysClient({
 *   baseUrl: "https://zalo.example",
 *   headers: { authorization: "Bearer a-key-with-the-scope-read" },
 * });
 * const since = new Date(Date.now() - 7 * 86_400_000);
 * let cursor: string | undefined;
 * do {
 *   const page = await journeys.search({ state: "acknowledged", createdFrom: since, cursor });
 *   for (const { journeyId, reference } of page.journeys) {
 *     const { cost, messages } = await journeys.find(journeyId);
 *     console.log(reference, cost?.amount, cost?.currency, messages.length);
 *   }
 *   cursor = page.nextCursor ?? undefined;
 * } while (cursor);
 * ```
 */
export function createJourneysClient(options: ProxyClientOptions): JourneysClient {
  const send = createSend(options);
  return {
    find: async (journeyId, limits) =>
      send({ method: "GET", path: journeyPath(journeyId), key: "messages", limits, read }),
    search: (body, limits) => send({ path: "/v1/journeys/search", key: "journeys", body, limits, read }),
    searchReceipts: (body, limits) =>
      send({ path: "/v1/unmatched-receipts/search", key: "receipts", body, limits, read }),
    delete: async (journeyId, limits) => {
      await send<Done>({ method: "DELETE", path: journeyPath(journeyId), key: "isDone", limits, read });
    },
    forget: (body, limits) => send({ path: "/v1/journeys/forget", key: "journeys", body, limits, read }),
  };
}
