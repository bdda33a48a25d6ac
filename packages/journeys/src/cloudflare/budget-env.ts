import { readEnv } from "@nxzalo/core/internal";
import { type BudgetOptions, checkBudget, parseBudget } from "../service/budget.ts";

/** `BUDGET_PER_MONTH` of a Worker's variables: that it is reached is an event. @throws ConfigError that names it. */
export const readBudgetEnv = (env: object): BudgetOptions | undefined =>
  readEnv(env, (reader) => {
    const text = reader.optional("BUDGET_PER_MONTH", (value) => checkBudget(String(value)));
    return text === undefined ? undefined : { budget: parseBudget(text) };
  });
