import { isLoopback, parseList, parseUrl, type Validator } from "@nxzalo/core/internal";

/** The URL of a host, with a port or without: what else could stand beside them is none. */
const urlOf = (entry: string, protocol = "https:") =>
  /^[^\s/\\?#@]+$/.test(entry) ? parseUrl(`${protocol}//${entry}`) : undefined;

/** What `DR_WEBHOOK_HOSTS` may hold. */
export const validateWebhookHosts: Validator = (value) =>
  parseList(String(value)).every((entry) => urlOf(entry))
    ? undefined
    : { code: "list_wrong", message: "must list hosts such as shop.example or shop.example:8443" };

/**
 * Whether a webhook leads to one of the hosts: over https, to the port that the host is listed with, or the default one. Hosts are
 * compared as they are asked for, in lower case and punycode; plain http is for loopback only.
 */
export function isOnListedHost(webhook: string, hosts: readonly string[]): boolean {
  const { protocol, host, hostname } = new URL(webhook);
  if (protocol !== "https:" && !isLoopback(hostname)) return false;
  return hosts.some((entry) => urlOf(entry, protocol)?.host === host);
}
