import {
  type CodedIssue,
  type Complaint,
  type OptionRules,
  optionIssues,
  type Validator,
  validateFunction,
} from "@nxzalo/core/internal";
import type { BudgetReached, Money } from "@nxzalo/core/journeys";
import type { JourneyRecords } from "../store/store.ts";
import { endOfMonth, monthOf, startOfMonth } from "../store/vietnam-time.ts";
import { isLess, percentOf, sumOf } from "./amounts.ts";

/** What a month may cost, and what hears that it costs that, or nearly. */
export interface BudgetOptions {
  /** What all applications may cost in a month of Vietnam's calendar. */
  readonly budget: Money;
  /** Hears of 80 and of 100 %, once each in a month, whichever process takes the receipt; again where it rejects. Default: it is an event alone. */
  readonly onReached?: ((reached: BudgetReached) => Promise<void>) | undefined;
}

/** What is wrong with a budget as `BUDGET_PER_MONTH` has it; nothing where it is an amount, in VND unless it names another currency. */
export const checkBudget = (text: string): Complaint | undefined =>
  /^[1-9]\d{0,20}(\.\d{1,10})?( [A-Z]{3})?$/.test(text)
    ? undefined
    : { code: "amount_wrong", message: "must be an amount such as 5000000 (VND) or 300 USD" };

/**
 * A budget as `BUDGET_PER_MONTH` has it, in which `checkBudget` finds nothing wrong.
 *
 * @example
 * ```ts
 * import { parseBudget } from "@nxzalo/journeys";
 *
 * parseBudget("5000000"); // { amount: "5000000", currency: "VND" }
 * parseBudget("300 USD"); // { amount: "300", currency: "USD" }
 * ```
 */
export function parseBudget(text: string): Money {
  const [amount = "", currency = "VND"] = text.split(" ");
  return { amount, currency };
}

const validateMoney: Validator = (value) => {
  const { amount, currency } = Object(value) as Partial<Money>;
  const isText = typeof amount === "string" && typeof currency === "string";
  return isText && /^(?=.*[1-9])\d{1,21}(\.\d{1,10})? [A-Z]{3}$/.test(`${amount} ${currency}`)
    ? undefined
    : { code: "amount_wrong", message: 'must be an amount such as { amount: "5000000", currency: "VND" }' };
};

const rules: OptionRules<BudgetOptions> = { budget: validateMoney, onReached: validateFunction };

/** What is wrong with the budget of `createJourneys`. */
export const checkBudgetOptions = (options: BudgetOptions | undefined): readonly CodedIssue[] =>
  options === undefined ? [] : optionIssues(options, rules, { required: ["budget"], path: ["monthlyBudget"] });

const percents = [80, 100] as const;
/** Other processes charge as well: so often all is added up. It is also how long one that has died is waited for. */
const readEveryMs = 60_000;
const done = "told";

/** Looks after each charge whether the month's budget is reached. What fails is tried again after a later charge. */
export function createBudgetWatch(
  records: JourneyRecords,
  { budget, onReached }: BudgetOptions & { readonly onReached: (reached: BudgetReached) => Promise<void> },
): (charge: Money, now: number) => Promise<void> {
  const told = new Set<string>();
  let known: { readonly month: string; readonly spent: string; readonly readAt: number } | undefined;

  async function readSpent(month: string): Promise<string> {
    const groups = await records.readCosts({ from: startOfMonth(month), before: endOfMonth(month) });
    return sumOf(groups.filter(({ currency }) => currency === budget.currency));
  }

  /** The setting is put there once: who puts it tells. */
  async function tell(name: string, reached: BudgetReached, now: number): Promise<void> {
    const mine = `${now} ${crypto.randomUUID()}`;
    const value = await records.setting(name, mine);
    const isTheirs = value !== mine && (value === done || now - Number(value.split(" ")[0]) < readEveryMs);
    if (value === done) told.add(name);
    if (isTheirs || (value !== mine && !(await records.replaceSetting(name, { from: value, to: mine })))) return;
    const isTold = await onReached(reached).then(
      () => true,
      () => false,
    );
    await records.replaceSetting(name, { from: mine, to: isTold ? done : `0 ${mine}` });
    if (isTold) told.add(name);
  }

  return async (charge, now) => {
    if (charge.currency !== budget.currency) return;
    const month = monthOf(now);
    const nameOf = (percent: number) => `budget ${month} ${percent} ${budget.amount} ${budget.currency}`;
    const due = percents.filter((percent) => !told.has(nameOf(percent)));
    const reachedOf = (spent: string) => due.filter((percent) => !isLess(spent, percentOf(budget.amount, percent)));
    const isFresh = known?.month === month && now - known.readAt < readEveryMs;
    const guess = sumOf([
      { amount: known?.spent ?? "0", count: 1 },
      { amount: charge.amount, count: 1 },
    ]);
    if (known && isFresh && reachedOf(guess).length === 0) {
      known = { ...known, spent: guess };
      return;
    }
    const spent = await readSpent(month);
    known = { month, spent, readAt: now };
    for (const percent of reachedOf(spent)) {
      const reached = { month, percent, budget, spent: { amount: spent, currency: budget.currency } };
      await tell(nameOf(percent), reached, now);
    }
  };
}
