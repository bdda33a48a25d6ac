/** What separates the cells of a CSV file. */
export type Delimiter = (typeof delimiters)[number];

export const delimiters = [";", ",", "\t", "|"] as const;

/** Whether a character separates cells in some file. */
export const isDelimiter = (text: string | undefined): text is Delimiter =>
  (delimiters as readonly unknown[]).includes(text);

/** A first line by which a spreadsheet is told the delimiter. */
const separatorLine = /^"?sep=(.)"?(\r\n|\n|\r)/i;

/** The text without its `sep=` line, and the delimiter that this line names. */
export function takeSeparatorLine(text: string): { readonly delimiter?: Delimiter; readonly rest: string } {
  const [line, named] = separatorLine.exec(text) ?? [];
  return line !== undefined && isDelimiter(named)
    ? { delimiter: named, rest: text.slice(line.length) }
    : { rest: text };
}

/** A line's parts outside of quotation marks. */
const unquoted = (line: string) => line.split('"').filter((_, index) => index % 2 === 0);

/**
 * The delimiter of which the line of headings has most, outside of quotation marks. Rows of data are never asked: amounts have commas.
 * A line with none of them is one column.
 */
export function guessDelimiter(headingLine: string): Delimiter {
  const parts = unquoted(headingLine);
  const count = (delimiter: string) => parts.reduce((sum, part) => sum + part.split(delimiter).length - 1, 0);
  return delimiters.reduce((best, one) => (count(one) > count(best) ? one : best));
}
