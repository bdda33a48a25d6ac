import type { WorkFacts } from "@nxzalo/core";
import type { Attributes } from "@opentelemetry/api";
import {
  firstStoreOperations,
  type ToLabel,
  toErrorCode,
  toMethod,
  toOperation,
  toReceiptStatus,
  toStatus,
  toUpstreamCode,
} from "./labels.ts";

const count = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined);

/** The URL of a request and, as the conventions want them, the parts of it that say who answers. */
function toAddress(url: string): Attributes {
  const { hostname, port, protocol } = new URL(url);
  return {
    "url.full": url,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
  };
}

/**
 * What a span may say of facts: each by its own rule, from a closed set; what has no rule is left out. The URLs are those of the
 * configuration.
 */
export function createFactReader(toRoute: ToLabel): (facts: WorkFacts) => Attributes {
  const table: Readonly<Record<string, (value: unknown) => string | number | undefined>> = {
    "http.request.method": toMethod,
    "http.route": toRoute,
    "http.response.status_code": toStatus,
    "http.request.resend_count": count,
    "error.type": toErrorCode,
    "nxzalo.operation": toOperation,
    "nxzalo.upstream_code": toUpstreamCode,
    "nxzalo.receipt.status": toReceiptStatus,
    "nxzalo.store.operation": firstStoreOperations(),
  };
  const rules = new Map(Object.entries(table));
  const addresses = new Map<string, Attributes>();
  const addressOf = (url: string): Attributes => {
    const known = addresses.get(url) ?? toAddress(url);
    if (addresses.size < 100) addresses.set(url, known);
    return known;
  };
  return (facts) => {
    const url = facts["url.full"];
    const attributes: Attributes = typeof url === "string" ? { ...addressOf(url) } : {};
    for (const name in facts) {
      const value = facts[name];
      const label = value === undefined ? undefined : rules.get(name)?.(value);
      if (label !== undefined) attributes[name] = label;
    }
    return attributes;
  };
}
