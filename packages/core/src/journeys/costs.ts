import type { AccessScope, Money } from "./views.ts";

/** What something cost, or all of it: journeys and single messages of one currency. */
export interface CostTotal extends Money {
  /** Journeys that were charged; the messages on them cost nothing more. */
  readonly journeys: number;
  /** Messages that were charged by themselves. */
  readonly messages: number;
}

/** The costs of one day, template, …, in one currency. */
export interface CostRow extends CostTotal {
  /** What `groupBy` names: a day such as `2026-11-30`, a template's id, an application's name, …; null where there is none. */
  readonly key: string | null;
}

/** What NXCLOUD has accepted, and no receipt has charged so far. */
export interface UnchargedCosts {
  /** Journeys that no receipt has charged so far. */
  readonly journeys: number;
  /** Messages on no journey, each attempt of one. */
  readonly messages: number;
  /** What they would cost by the latest prices of their token type or template; null where one of these has no price yet. */
  readonly estimate: readonly Money[] | null;
}

/** What journeys and messages cost, by NXCLOUD's receipts. */
export interface Costs {
  /** In the order of their keys, those without one last. */
  readonly rows: readonly CostRow[];
  /** One for each currency. */
  readonly total: readonly CostTotal[];
  /** As it is now, of what was asked for within the same days. */
  readonly uncharged: UnchargedCosts;
}

/** A charge of the ledger. */
export interface Charge extends Money {
  /** When NXCLOUD charged it. */
  readonly chargedAt: Date;
  /** NXCLOUD's id of the journey; absent for a single message. */
  readonly journeyId?: string;
  /** Ours, of the message that it was charged for. */
  readonly messageId?: string;
  /** NXCLOUD's, of that message. */
  readonly requestId?: string;
}

/** One row of NXCLOUD's statement. */
export interface StatementRow extends Money {
  /** A `journeyId` or a `requestId`. */
  readonly id: string;
  /** As it stands there: it comes back, and decides nothing. */
  readonly time: string;
}

/** A statement held against the ledger. */
export interface Reconciliation {
  /** The ids of the rows that agree. */
  readonly same: readonly string[];
  /** Charges that the statement has not. */
  readonly onlyOurs: readonly Charge[];
  /** Rows that the ledger has not in these days, and each further row of one charge. */
  readonly onlyTheirs: readonly StatementRow[];
  /** Charges whose amount or currency is another. */
  readonly otherPrice: readonly { readonly ours: Charge; readonly theirs: StatementRow }[];
}

/** A month that is closed. */
export interface ClosedMonth {
  /** Of Vietnam's calendar, such as `2026-11`. */
  readonly month: string;
  /** When it was closed first. */
  readonly closedAt: Date;
}

/** A month's costs have reached a part of its budget. */
export interface BudgetReached {
  /** Of Vietnam's calendar, such as `2026-11`. */
  readonly month: string;
  /** How much of the budget that is, or more. */
  readonly percent: 80 | 100;
  /** What the month may cost. */
  readonly budget: Money;
  /** What was charged in the month so far. */
  readonly spent: Money;
}

/** Whose costs are read. */
export interface CostScope extends AccessScope {
  /** The keys of applications by the names that rows are to have. Default: rows by application have no key. */
  readonly apps?: Readonly<Record<string, string | undefined>> | undefined;
}
