import type { FileRows } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { type CliContext, say } from "../context.ts";

const columnCodes = ["phone_column_missing", "column_unknown"];

/** Does what looks for columns; where one is not found, says how headings are named that stand below a title. */
export function withHeadingHint<Result>(context: CliContext, { headingRow }: FileRows, find: () => Result): Result {
  try {
    return find();
  } catch (error) {
    if (isNxZaloError(error) && error.issues?.some(({ code }) => columnCodes.includes(code)))
      say(
        context,
        context.t(
          `row ${headingRow} was read as the headings; if they stand in another row, name it with --heading-row`,
          `dòng ${headingRow} được đọc làm tiêu đề cột; nếu tiêu đề nằm ở dòng khác, hãy nêu dòng đó bằng --heading-row`,
        ),
      );
    throw error;
  }
}
