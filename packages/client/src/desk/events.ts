import type { EventPage } from "@nxzalo/core/journeys";
import type { ReplayEventsInput, SearchEventsInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** Which events to find; what is left out does not matter. */
export interface EventSearch extends SearchEventsInput {
  /** The configured name of an application. Default: all of the caller's. */
  readonly app?: string | undefined;
}

/** What is delivered to targets of their own, such as that a message is undeliverable. */
export interface DeskEvents {
  /**
   * Events that are delivered to targets, and dead letters, newest first. Needs the scope `admin`.
   *
   * @throws InputError where the query does not fit.
   */
  search(query: EventSearch, options?: ProxyCallOptions): Promise<EventPage>;
  /**
   * Delivers events of a time again; gives how many. Needs the scope `admin`.
   *
   * @throws InputError where the times do not fit.
   */
  replay(input: ReplayEventsInput, options?: ProxyCallOptions): Promise<{ readonly replayed: number }>;
}

export const createDeskEvents = (send: Send): DeskEvents => ({
  search: (body, limits) => send({ path: "/v1/events/search", key: "events", body, limits, read }),
  replay: (body, limits) => send({ path: "/v1/events/replay", key: "replayed", body, limits }),
});
