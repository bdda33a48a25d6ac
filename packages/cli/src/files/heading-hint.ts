import type { FileRows } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { type CliContext, say } from "../context.ts";

const columnCodes: readonly string[] = ["phone_column_missing", "column_unknown"];
const variableCodes: readonly string[] = ["variable_unknown", "variable_column_missing"];

/** Does what looks for columns; where one is not found, says how headings are named that stand below a title, and where columns are mapped. */
export function withHeadingHint<Result>(context: CliContext, { headingRow }: FileRows, find: () => Result): Result {
  try {
    return find();
  } catch (error) {
    const codes = (isNxZaloError(error) && error.issues?.map(({ code }) => String(code))) || [];
    if (codes.some((code) => columnCodes.includes(code)))
      say(
        context,
        context.t(
          `row ${headingRow} was read as the headings; if they stand in another row, name it with --heading-row; or a file of JSON, named with --map, says which column is what: {"fields":{"phone":"…"}}`,
          `dòng ${headingRow} được đọc làm tiêu đề cột; nếu tiêu đề nằm ở dòng khác, hãy nêu dòng đó bằng --heading-row; hoặc một tệp JSON, nêu bằng --map, cho biết cột nào là gì: {"fields":{"phone":"…"}}`,
        ),
      );
    if (codes.some((code) => variableCodes.includes(code)))
      say(
        context,
        context.t(
          "a file of JSON, named with --map, says which column is which variable, and which are ignored",
          "một tệp JSON, nêu bằng --map, cho biết cột nào là biến nào và bỏ qua cột nào",
        ),
      );
    throw error;
  }
}
