import { createProxyClient, type ProxyClient } from "@nxzalo/client";
import { createDeskClient, type DeskClient } from "@nxzalo/client/desk";
import { createJourneysClient, type JourneysClient } from "@nxzalo/client/journeys";
import { watchedFetch } from "./connection.ts";

/** Everything that the page asks of the gateway: on its own origin. */
export interface Clients {
  readonly desk: DeskClient;
  /** The same with masked phones, also for who may see whole ones: what it reads is no look at a person. */
  readonly maskedDesk: DeskClient;
  readonly journeys: JourneysClient;
  readonly messages: ProxyClient;
}

/** @param key The caller's key. Default: the browser's session speaks for them. */
export function createClients(key?: string): Clients {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const options = { baseUrl: "", fetch: watchedFetch, headers };
  return {
    desk: createDeskClient(options),
    maskedDesk: createDeskClient({ ...options, headers: { ...headers, prefer: "masked" } }),
    journeys: createJourneysClient(options),
    messages: createProxyClient(options),
  };
}
