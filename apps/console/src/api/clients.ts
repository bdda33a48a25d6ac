import { createProxyClient, type ProxyClient } from "@nxzalo/client";
import { createDeskClient, type DeskClient } from "@nxzalo/client/desk";
import { createJourneysClient, type JourneysClient } from "@nxzalo/client/journeys";
import { watchedFetch } from "./connection.ts";

/** Everything that the page asks of the gateway: on its own origin. */
export interface Clients {
  readonly desk: DeskClient;
  readonly journeys: JourneysClient;
  readonly messages: ProxyClient;
}

/** @param key The caller's key. Default: the browser's session speaks for them. */
export function createClients(key?: string): Clients {
  const options = {
    baseUrl: "",
    fetch: watchedFetch,
    ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }),
  };
  return {
    desk: createDeskClient(options),
    journeys: createJourneysClient(options),
    messages: createProxyClient(options),
  };
}
