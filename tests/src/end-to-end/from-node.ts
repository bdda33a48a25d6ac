import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { describeCors, describeProxyContract } from "../contract/proxy-contract.ts";
import { throughProxy } from "../contract/through-proxy.ts";

/** The suites from Node, which may name any origin. */
export function describeFromNode(name: string, url: string): void {
  const { keys, allowedOrigin } = inject("servers");
  const subject = throughProxy(url, keys);
  describeContract(name, subject);
  describeProxyContract(name, subject);
  describeCors(name, subject.request, allowedOrigin);
}
