import type { TextEncoding } from "@nxzalo/batch/files";
import { numberFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";

const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1258"] as const satisfies readonly TextEncoding[];

/** How a table is read: of every command that takes one. */
export const readFlags = (t: Translate) =>
  ({
    encoding: {
      kind: "enum",
      values: encodings,
      optional: true,
      brief: t("Of a CSV file; default: found, where it is certain", "Của tệp CSV; mặc định: tự nhận, nếu chắc chắn"),
    },
    sheet: textFlag(t("Of an XLSX file; default: the first", "Của tệp XLSX; mặc định: trang đầu"), "name"),
    headingRow: numberFlag(
      t("The row of the headings; default: the first that is not empty", "Dòng tiêu đề; mặc định: dòng đầu có chữ"),
      "number",
    ),
  }) as const;
