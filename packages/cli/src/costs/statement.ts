import { readFileSync } from "node:fs";
import type { StatementRow } from "@nxzalo/client/desk";
import { parse } from "csv-parse/sync";
import { CommandError, exitCodes } from "../exit-codes.ts";

/** Headings that NXCLOUD's exports and people's own tables have for a field. */
const headings: Readonly<Record<keyof StatementRow, RegExp>> = {
  id: /^(id|journey ?id|request ?id|message ?id|mã.*)$/i,
  time: /^(time|date|charged ?at|thời gian|ngày|giờ)$/i,
  amount: /^(amount|cost|price|fee|số tiền|chi phí|giá)$/i,
  currency: /^(currency|tiền tệ|đơn vị)$/i,
};

const fail = (message: string) => new CommandError(message, exitCodes.usage);

/** The column of a field: the named one, or the one whose heading says so. */
function findColumn(head: readonly string[], field: keyof StatementRow, name: string | undefined): number {
  const fits = head.flatMap((heading, at) => {
    const isIt = name === undefined ? headings[field].test(heading.trim()) : heading.trim() === name;
    return isIt ? [at] : [];
  });
  const [at, other] = fits;
  const option = `--columns ${field}=HEADING`;
  if (at === undefined) throw fail(`no column for ${field} among: ${head.join(", ")} (${option})`);
  if (other !== undefined)
    throw fail(`several columns for ${field}: ${fits.map((one) => head[one]).join(", ")} (${option})`);
  return at;
}

/** A statement as a table: CSV with a heading, separated by a comma, a semicolon or tabs. */
export function readStatement(file: string, columns: Readonly<Record<string, string>> = {}): StatementRow[] {
  const text = readFileSync(file, "utf8");
  const table = parse(text, {
    bom: true,
    delimiter: [",", ";", "\t"],
    skip_empty_lines: true,
    relax_column_count: true,
  });
  const [head = [], ...rows] = table as string[][];
  const normal = head.map((heading) => heading.normalize("NFC"));
  const at = (field: keyof StatementRow) => findColumn(normal, field, columns[field]);
  const [id, time, amount, currency] = [at("id"), at("time"), at("amount"), at("currency")];
  return rows.map((row) => ({
    id: (row[id] ?? "").trim(),
    time: (row[time] ?? "").trim(),
    amount: (row[amount] ?? "").trim(),
    currency: (row[currency] ?? "").trim(),
  }));
}
