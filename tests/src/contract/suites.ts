import { inject } from "vitest";
import { describeContract } from "./contract.ts";
import { describeCors, describeProxyContract } from "./proxy-contract.ts";
import { describeStoredJourneys } from "./stored-journeys/index.ts";
import { throughProxy } from "./subject.ts";

/** The suites of a proxy, seen from Node, which may name any origin. */
export function describeFromNode(name: string, url: string): void {
  const { keys, allowedOrigin } = inject("servers");
  const subject = throughProxy(url, keys);
  describeContract(name, subject);
  describeProxyContract(name, subject);
  describeCors(name, subject.request, allowedOrigin);
}

/** The suites of a proxy, seen from a page on another origin than the proxy's. */
export function describeFromPage(name: string, url: string): void {
  if (new URL(url).origin === location.origin) throw new Error("the proxy must be on another origin than the page");
  const subject = throughProxy(url, inject("servers").keys);
  describeContract(name, subject);
  describeProxyContract(name, subject);
}

/** The suites of stored journeys, of a proxy that the receipts of the emulator reach. */
export function describeStoredJourneysAt(name: string, url: string): void {
  const { keys, roles, receiptKey } = inject("servers");
  describeStoredJourneys(name, { subject: throughProxy(url, keys), keys, roles, receiptKey, hasReceipts: true });
}
