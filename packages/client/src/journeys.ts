/**
 * Looks up and deletes what a proxy remembers of journeys. An entry of its own, so that pages which only send stay small.
 *
 * @module
 */
import type { JourneyDetails, JourneyPage, ReceiptPage } from "@nxzalo/core/journeys";
import type { SearchJourneysInput, SearchReceiptsInput } from "@nxzalo/core/schemas";
import { journeyPath } from "./journey-path.ts";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";
import { type Done, readJourneys } from "./read-journeys.ts";
import { send } from "./send.ts";

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
export type { JourneyState } from "@nxzalo/core/schemas";
export type { HeadersSource, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** Which journeys to find; what is left out does not matter. */
export interface JourneySearch extends SearchJourneysInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which receipts to find, of those that match no journey and no message. */
export interface ReceiptSearch extends SearchReceiptsInput {}

/** A client of what the proxy remembers. */
export interface JourneysClient {
  /**
   * A journey with its messages, receipts and cost; without its token. Needs the scope `read`.
   *
   * @throws ProxyError `journey_not_found` where it is not known; InputError for what is no id; otherwise as the methods of
   * `createProxyClient` do.
   */
  find(journeyId: string, options?: ProxyCallOptions): Promise<JourneyDetails>;

  /** Journeys by phone, reference, state and time, newest first; `nextCursor` asks for the next page. Needs the scope `read`. */
  search(query: JourneySearch, options?: ProxyCallOptions): Promise<JourneyPage>;

  /** Receipts that match nothing, as they came, newest first. Needs the scope `read`. */
  searchReceipts(query: ReceiptSearch, options?: ProxyCallOptions): Promise<ReceiptPage>;

  /**
   * Deletes a journey with its messages and receipts. Needs the scope `admin`.
   *
   * @throws as `find` does.
   */
  delete(journeyId: string, options?: ProxyCallOptions): Promise<void>;

  /** Deletes all that is remembered of a person; tells how many journeys that were. Needs the scope `admin`. */
  forget(person: { readonly phone: string }, options?: ProxyCallOptions): Promise<{ readonly journeys: number }>;
}

/**
 * Creates a client of what a proxy remembers of journeys. It takes the options of `createProxyClient` and throws the same errors; a proxy
 * that remembers none answers `route_not_found`.
 *
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
  const ask = <Body>(method: string, path: string, key: keyof Body, body?: object, limits?: ProxyCallOptions) =>
    send<Body>(options, path, key, body, limits, method, readJourneys);
  return {
    find: async (journeyId, limits) => ask("GET", journeyPath(journeyId), "messages", undefined, limits),
    search: (query, limits) => ask("POST", "/v1/journeys/search", "journeys", query, limits),
    searchReceipts: (query, limits) => ask("POST", "/v1/unmatched-receipts/search", "receipts", query, limits),
    delete: async (journeyId, limits) => {
      await ask<Done>("DELETE", journeyPath(journeyId), "isDone", undefined, limits);
    },
    forget: (person, limits) => ask("POST", "/v1/journeys/forget", "journeys", person, limits),
  };
}
