/**
 * What an operator's page asks of a proxy: who they are, and the audit. An entry of its own, so that pages which only send stay small.
 *
 * @module
 */
import type { AuditPage } from "@nxzalo/core/journeys";
import type { SearchAuditInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";
import { readAnswer as read } from "./read-answer.ts";
import { createSend } from "./send.ts";

export type { AnyNxZaloError, ErrorCode, ErrorKind, Issue, Outcome } from "@nxzalo/core/errors";
export type { AuditEntryView, AuditPage } from "@nxzalo/core/journeys";
export type { AuditAction } from "@nxzalo/core/schemas";
export type { HeadersSource, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** Who asks, and what they may do. */
export interface Me {
  /** The caller's name, as logs and the audit have it. */
  readonly caller: string;
  /** Such as `send` and `read`. */
  readonly scopes: readonly string[];
  /** The names of the applications that they may use; `default` is the default one. */
  readonly apps: readonly string[];
}

/** Which entries of the audit to find; what is left out does not matter. */
export interface AuditSearch extends SearchAuditInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** A client of what operators ask of a proxy. Its methods need no `this`. */
export interface DeskClient {
  /**
   * Who asks, and what they may do. Any caller may ask.
   *
   * @throws as the methods of `createProxyClient` do.
   */
  me(options?: ProxyCallOptions): Promise<Me>;

  readonly audit: {
    /**
     * Who looked at a person's data, deleted it, or acted on it, newest first; `nextCursor` is for the next page. Needs the scope `admin`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    search(query: AuditSearch, options?: ProxyCallOptions): Promise<AuditPage>;
  };
}

/**
 * Creates a client of what operators ask of a proxy. It takes the options of `createProxyClient` and throws the same errors; a proxy without
 * a journey store answers `route_not_found` to all but `me`.
 *
 * @throws ConfigError that names an option which does not exist.
 * @example
 * ```ts
 * import { createDeskClient } from "@nxzalo/client/desk";
 *
 * const desk = createDeskClient({
 *   baseUrl: "https://zalo.example",
 *   headers: { authorization: "Bearer a-key-with-the-scope-admin" },
 * });
 * const { entries } = await desk.audit.search({ action: "look" });
 * for (const { recordedAt, caller, subject } of entries) console.log(recordedAt, caller, subject);
 * ```
 */
export function createDeskClient(options: ProxyClientOptions): DeskClient {
  const send = createSend(options);
  return {
    me: (limits) => send({ method: "GET", path: "/v1/me", key: "caller", limits }),
    audit: {
      search: (body, limits) => send({ path: "/v1/audit/search", key: "entries", body, limits, read }),
    },
  };
}
