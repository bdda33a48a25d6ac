import { recordsBy } from "../record-methods.ts";
import type { JourneyRecords } from "../store.ts";

/** The part of a Durable Object's binding that is used. */
export interface ObjectNamespace {
  idFromName(name: string): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own ids and fetch
  get(id: any): { fetch(url: string, init: { method: string; body: string }): Promise<any> };
}

/** What a Worker asks its Durable Object. There is one object in all: a person's journeys are searched across keys. */
export const createDurableRecords = (namespace: ObjectNamespace): JourneyRecords =>
  recordsBy(async (method, given) => {
    if (method === "close") return;
    // Made for each request: what belongs to one request of a Worker may not be used by another.
    const object = namespace.get(namespace.idFromName("journeys"));
    const response = await object.fetch(`https://journeys/${method}`, { method: "POST", body: JSON.stringify(given) });
    if (!response.ok) throw new Error(`The store of journeys answered ${response.status}`);
    return (await response.json()).result;
  });
