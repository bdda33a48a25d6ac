import type { Caller } from "../auth/authorize.ts";
import type { ProxyOptions } from "../options.ts";
import { callProxy, type TestRequest } from "./call-proxy.ts";
import { createTestJourneys } from "./journey-service.ts";

export const apps = { north: "north-key", south: "south-key" };

/** Sends one request through a proxy of two applications that stores journeys, and gives with its response what the store was asked. */
export async function askStored(request: TestRequest, caller: Partial<Caller>, options: Partial<ProxyOptions> = {}) {
  const journeys = createTestJourneys();
  const authorize = (): Caller => ({ caller: "desk", scopes: [], ...caller });
  const response = await callProxy(request, { journeys, apps, authorize, ...options });
  return { ...response, asked: journeys.asked };
}
