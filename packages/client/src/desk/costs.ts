import type { ClosedMonth, Costs, Reconciliation } from "@nxzalo/core/journeys";
import type { CostsInput, ReconcileInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";
import { readTableOf } from "./table.ts";

/** Which costs a table is made of, and in which language. */
export interface CostsTable extends CostsInput {
  /** Default: `vi`. */
  readonly language?: "vi" | "en" | undefined;
}

/** What NXCLOUD charged. */
export interface DeskCosts {
  /**
   * What NXCLOUD charged within some days, by its receipts, and what it accepted and has not charged so far. Needs the scope `read`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  read(query: CostsInput, options?: ProxyCallOptions): Promise<Costs>;

  /**
   * The rows of the same as a table in CSV, with a byte-order mark, as spreadsheets of the language open it: `vi` (the default) has `;`
   * between cells and a decimal comma, `en` has `,` and a point. Needs the scope `read`.
   *
   * @throws as `read` does.
   */
  table(query: CostsTable, options?: ProxyCallOptions): Promise<string>;

  /**
   * Holds NXCLOUD's statement against what was charged within some days. Needs the scope `read`.
   *
   * @throws as `read` does.
   */
  reconcile(statement: ReconcileInput, options?: ProxyCallOptions): Promise<Reconciliation>;

  /**
   * Closes a month of Vietnam's calendar that is over, and those before it: what is charged in them later counts in the open one. Needs
   * the scope `admin`.
   *
   * @throws as `read` does.
   */
  close(month: { readonly month: string }, options?: ProxyCallOptions): Promise<ClosedMonth>;
}

export const createDeskCosts = (send: Send): DeskCosts => ({
  read: (body, limits) => send({ path: "/v1/costs", key: "rows", body, limits, read }),
  table: (query, limits) => readTableOf(send, "/v1/costs", query, limits),
  reconcile: (body, limits) => send({ path: "/v1/costs/reconcile", key: "same", body, limits, read }),
  close: (body, limits) => send({ path: "/v1/costs/close", key: "month", body, limits, read }),
});
