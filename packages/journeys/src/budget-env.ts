import type { EnvReader } from "@nxzalo/core/internal";
import type { Money } from "@nxzalo/core/journeys";
import { checkBudget, parseBudget } from "./service/budget.ts";

/** `BUDGET_PER_MONTH`: what a month may cost; `undefined` where it is not set. */
export function readBudgetEnv(env: EnvReader): Money | undefined {
  const text = env.optional("BUDGET_PER_MONTH", (value) => checkBudget(String(value)));
  return text === undefined ? undefined : parseBudget(text);
}
