import { type FileRows, findStatementHeadings, type StatementRow, toStatement } from "@nxzalo/batch/files";
import { type CliContext, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

const fail = (message: string, advice?: string) => new CommandError(message, exitCodes.usage, advice);

const statementFields = ["id", "time", "amount", "currency"] as const satisfies readonly (keyof StatementRow)[];

/** The heading of a field: the named one, or the one that says so. Without a currency's, all of it is in VND. */
function findHeading(context: CliContext, names: readonly string[], field: keyof StatementRow, named?: string): string {
  const { t } = context;
  const fits =
    named === undefined ? findStatementHeadings(names, field) : names.filter((name) => name === named.trim());
  const [heading, other] = fits;
  const option = `(--columns ${field}=HEADING)`;
  if (heading === undefined && field === "currency" && named === undefined) {
    say(context, t("no column names the currency: VND", "không có cột tiền tệ: VND"));
    return "";
  }
  if (heading === undefined) {
    const all = names.join(", ");
    throw fail(
      t(`no column for ${field} among: ${all} ${option}`, `không có cột cho ${field} trong: ${all} ${option}`),
      t(
        "where the headings stand in another row, name it with --heading-row",
        "nếu tiêu đề nằm ở dòng khác, hãy nêu dòng đó bằng --heading-row",
      ),
    );
  }
  if (other !== undefined) {
    const all = fits.join(", ");
    throw fail(t(`several columns for ${field}: ${all} ${option}`, `nhiều cột cho ${field}: ${all} ${option}`));
  }
  return heading;
}

const firstOf = (rows: readonly number[]) => rows.slice(0, 10).join(", ");

/** A statement whose rows can all be read. */
export interface ReadStatement {
  readonly rows: readonly StatementRow[];
  /** How many rows have no id, such as a line of totals: they are left out. */
  readonly rowsWithoutId: number;
}

/** NXCLOUD's statement, as CSV or XLSX with a line of headings. @throws CommandError for what cannot be read with certainty. */
export async function readStatement(
  context: CliContext,
  table: FileRows,
  columns: Readonly<Record<string, string>> = {},
): Promise<ReadStatement> {
  const { t } = context;
  const unknown = Object.keys(columns).find((name) => !(statementFields as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw fail(
      t(
        `--columns ${unknown}: there are ${statementFields.join(", ")}`,
        `--columns ${unknown}: chỉ có ${statementFields.join(", ")}`,
      ),
    );
  const find = (field: keyof StatementRow) => findHeading(context, table.headings, field, columns[field]);
  const named = { id: find("id"), time: find("time"), amount: find("amount"), currency: find("currency") };
  let count = 0;
  async function* counted() {
    for await (const row of table) {
      count += 1;
      yield row;
    }
  }
  const { rows, unreadable, damaged } = await toStatement(counted(), named);
  if (unreadable.length === 0) return { rows, rowsWithoutId: count - rows.length };
  const amounts = unreadable.filter((row) => !damaged.includes(row));
  const problems = [
    damaged.length > 0 &&
      t(
        `an id has lost digits in a spreadsheet, or a cell is damaged, in row ${firstOf(damaged)}: take the statement anew from NXCLOUD, and format that column as text before the file is saved`,
        `mã đã bị bảng tính làm mất chữ số, hoặc ô bị hỏng, ở dòng ${firstOf(damaged)}: hãy lấy lại bảng kê từ NXCLOUD và định dạng cột đó là văn bản trước khi lưu`,
      ),
    amounts.length > 0 &&
      t(
        `an amount cannot be read with certainty in row ${firstOf(amounts)}: write 1250 or 1250.5`,
        `không đọc chắc được số tiền ở dòng ${firstOf(amounts)}: hãy ghi 1250 hoặc 1250.5`,
      ),
  ];
  throw fail(problems.filter((problem) => problem !== false).join("; "));
}
