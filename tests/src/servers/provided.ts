import type { ProvidedChaos } from "../chaos/server/chaos-server.ts";

/** Keys that may do one thing, and those of desks, which look up and delete. */
export interface Roles {
  /** Sends, and sees no token. */
  readonly blind: string;
  /** Looks up. */
  readonly viewer: string;
  /** Deletes. */
  readonly janitor: string;
  /** Several, so that a rate limit of each does not end the suite. */
  readonly desks: readonly string[];
}

/** What the servers tell the tests, on whichever runtime they run. */
export interface Servers {
  readonly sandboxUrl: string;
  readonly gatewayUrl: string;
  readonly workerUrl: string;
  /** The Worker that admits by JWT as well. */
  readonly jwtWorkerUrl: string;
  /** The same by a public key in place of a key set. */
  readonly publicKeyWorkerUrl: string;
  /** A gateway that lists no origin. */
  readonly closedGatewayUrl: string;
  /** Where the built client is served as a page, on an origin of its own. */
  readonly pageUrl: string;
  /** The bindings of a Worker in front of the sandbox. */
  readonly variables: Readonly<Record<string, string>>;
  readonly keys: readonly string[];
  /** Keys by what they may do. */
  readonly roles: Roles;
  /** The secret of the receipts' URL. */
  readonly receiptKey: string;
  /** A key of one test alone. */
  readonly limitedKey: string;
  /** An origin that the proxies list. */
  readonly allowedOrigin: string;
  readonly chaos: ProvidedChaos;
  /** Closes connections in place of an answer. */
  readonly closingProxy: { readonly url: string; readonly journalUrl: string };
  /** Tokens of the issuer, one of them with a key that is not in its key set; and one of the backend with a public key. */
  readonly jwt: {
    readonly admitted: string;
    readonly expired: string;
    readonly unknownKey: string;
    readonly byPublicKey: string;
  };
}

declare module "vitest" {
  export interface ProvidedContext {
    readonly browserOrigin: string;
    readonly servers: Servers;
  }
}
