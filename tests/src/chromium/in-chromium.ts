import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { describeProxyContract } from "../contract/proxy-contract.ts";
import { throughProxy } from "../contract/through-proxy.ts";

/** The suites from a page on another origin than the proxy's. */
export function describeInChromium(name: string, url: string): void {
  if (new URL(url).origin === location.origin) throw new Error("the proxy must be on another origin than the page");
  const subject = throughProxy(url, inject("servers").keys);
  describeContract(name, subject);
  describeProxyContract(name, subject);
}
