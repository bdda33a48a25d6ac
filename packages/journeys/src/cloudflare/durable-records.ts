import { recordsBy } from "../store/record-methods.ts";
import type { JourneyRecords } from "../store/store.ts";

/** The part of a Durable Object's binding that is used. */
export interface ObjectNamespace {
  idFromName(name: string): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own ids and fetch
  get(id: any): { fetch(url: string, init: { method: string; body: string }): Promise<any> };
}

/** What a Worker asks its Durable Object. All of it is in one object: a person's journeys are searched across keys. */
export const createDurableRecords = (namespace: ObjectNamespace, objectName: string): JourneyRecords =>
  recordsBy(async (method, given) => {
    if (method === "close") return;
    // Made for each request: what belongs to one request of a Worker may not be used by another, and one that has failed stays broken.
    const object = namespace.get(namespace.idFromName(objectName));
    const response = await object.fetch(`https://journeys/${method}`, { method: "POST", body: JSON.stringify(given) });
    const { result, code } = await response.json();
    if (!response.ok) throw Object.assign(new Error("The store of journeys has failed"), { code });
    return result;
  });
