import type { AuditPage } from "@nxzalo/core/journeys";
import type { SearchAuditInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** Which entries of the audit to find; what is left out does not matter. */
export interface AuditSearch extends SearchAuditInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Who looked at a person's data, deleted it, or acted on it. */
export interface DeskAudit {
  /**
   * Who looked at a person's data, deleted it, or acted on it, newest first; `nextCursor` is for the next page. Needs the scope `admin`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  search(query: AuditSearch, options?: ProxyCallOptions): Promise<AuditPage>;
}

export const createDeskAudit = (send: Send): DeskAudit => ({
  search: (body, limits) => send({ path: "/v1/audit/search", key: "entries", body, limits, read }),
});
