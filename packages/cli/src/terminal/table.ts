import { styleText } from "node:util";
import { type CliContext, print } from "../context.ts";
import { safeText } from "./safe-text.ts";

/** One column of a table. */
interface Column {
  readonly heading: string;
  /** Numbers stand to the right. Default: left. */
  readonly align?: "right" | undefined;
}

/** How many cells of a terminal a text takes: marks that join a letter take none. */
const widthOf = (text: string) => [...text.normalize("NFC").replace(/\p{M}/gu, "")].length;

function pad(text: string, width: number, align: Column["align"]): string {
  const spaces = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? spaces + text : text + spaces;
}

type Columns = readonly (string | Column)[];
type Rows = readonly (readonly string[])[];
type Fields = readonly (readonly [name: string, value: string | undefined])[];

/** A table in lines: the headings bold where the terminal shows that, two spaces between columns. */
export function formatTable(given: Columns, rows: Rows, stream: NodeJS.WriteStream): string {
  const columns = given.map((one): Column => (typeof one === "string" ? { heading: one } : one));
  const cells = rows.map((row) => columns.map((_, at) => safeText(row[at] ?? "")));
  // A call takes no argument for each of so many rows.
  const widths = columns.map(({ heading }, at) =>
    cells.reduce((width, row) => Math.max(width, widthOf(row[at] ?? "")), widthOf(heading)),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, at) => pad(row[at] ?? "", widths[at] ?? 0, align))
      .join("  ")
      .trimEnd();
  const head = styleText("bold", line(columns.map(({ heading }) => heading)), { stream });
  return [head, ...cells.map(line)].join("\n");
}

/** Names and values below each other; what has no value is left out. */
export function formatFields(fields: Fields): string {
  const shown = fields.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, safeText(value)] as const],
  );
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)));
  return shown.map(([name, value]) => `${pad(name, width, undefined)}  ${value}`).join("\n");
}

export const printTable = (context: CliContext, columns: Columns, rows: Rows) =>
  print(context, formatTable(columns, rows, context.process.stdout));

export const printFields = (context: CliContext, fields: Fields) => print(context, formatFields(fields));
