import type { SuppressionPage, SuppressionView } from "@nxzalo/core/journeys";
import type { AddSuppressionInput, RemoveSuppressionsInput, SearchSuppressionsInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** Whom not to write to. */
export interface NewSuppression extends AddSuppressionInput {
  /** The configured name of an application. Default: the default one. */
  readonly app?: string | undefined;
}

/** Whom to write to again. */
export interface SuppressionRemoval extends RemoveSuppressionsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which suppressions to find; what is left out does not matter. */
export interface SuppressionSearch extends SearchSuppressionsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Who is not to be written to. */
export interface DeskSuppressions {
  /**
   * Stops messages to a person in one application: all of them, or those of one tag or template. Needs the scope `admin`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  add(input: NewSuppression, options?: ProxyCallOptions): Promise<SuppressionView>;
  /**
   * Lets messages to a person out again; gives how many suppressions were removed. Needs the scope `admin`.
   *
   * @throws as `add` does.
   */
  remove(input: SuppressionRemoval, options?: ProxyCallOptions): Promise<{ readonly removed: number }>;
  /**
   * Who is not written to, newest first. Phones are masked, but for callers with the scope `people` who name one. Needs the scope `read`.
   *
   * @throws as `add` does.
   */
  search(query: SuppressionSearch, options?: ProxyCallOptions): Promise<SuppressionPage>;
}

export const createDeskSuppressions = (send: Send): DeskSuppressions => ({
  add: (body, limits) => send({ path: "/v1/suppressions", key: "suppressionId", body, limits, read }),
  remove: (body, limits) => send({ path: "/v1/suppressions/remove", key: "removed", body, limits }),
  search: (body, limits) => send({ path: "/v1/suppressions/search", key: "suppressions", body, limits, read }),
});
