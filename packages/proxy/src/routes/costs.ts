import * as z from "@nxzalo/core/internal/zod";
import type { CostRow } from "@nxzalo/core/journeys";
import { type CostsInput, closeMonthInput, costsInput, reconcileInput } from "@nxzalo/core/schemas";
import { type CsvLanguage, csvFields, toCsv } from "../csv.ts";
import { maskPeople } from "../people.ts";
import { accessScope, requireEveryApp, storedPostRoute } from "./route.ts";

const headings: Readonly<Record<CsvLanguage, readonly string[]>> = {
  vi: ["Nhóm", "Số hành trình", "Số tin nhắn", "Số tiền", "Tiền tệ"],
  en: ["Group", "Journeys", "Messages", "Amount", "Currency"],
};

/** The rows as a table. */
function toTable(rows: readonly CostRow[], language: CsvLanguage): string {
  const cells = rows.map(({ key, journeys, messages, amount, currency }) => {
    const counts = [{ decimal: String(journeys) }, { decimal: String(messages) }];
    return [key ?? "", ...counts, { decimal: amount }, currency];
  });
  return toCsv([headings[language], ...cells], language);
}

export const readCosts = storedPostRoute({
  path: "/v1/costs",
  operation: "readCosts",
  scope: "read",
  schema: () => z.extend(costsInput(), csvFields()),
  run: async (context, { format, language = "vi", ...query }) => {
    const scope = { ...accessScope(context), apps: { default: undefined, ...context.apps } };
    const costs = await context.journeys.costs(query as CostsInput, scope);
    // A label of an older version may hold a phone.
    const rows = costs.rows.map((row) => ({ ...row, ...maskPeople({ key: row.key }) }));
    if (format !== "csv") return { status: 200, body: { ...costs, rows } };
    return { status: 200, csv: toTable(rows, language) };
  },
});

export const reconcile = storedPostRoute({
  path: "/v1/costs/reconcile",
  operation: "reconcile",
  scope: "read",
  limitBytes: 4 * 1024 * 1024,
  schema: reconcileInput,
  run: async (context, statement) => ({
    status: 200,
    body: await context.journeys.reconcile(statement, accessScope(context)),
  }),
});

export const closeMonth = storedPostRoute({
  path: "/v1/costs/close",
  operation: "closeMonth",
  scope: "admin",
  schema: closeMonthInput,
  run: async (context, input) => {
    // A month is closed for all applications.
    requireEveryApp(context);
    const { caller } = context.caller;
    return { status: 200, body: await context.journeys.closeMonth(input, { caller }) };
  },
});
