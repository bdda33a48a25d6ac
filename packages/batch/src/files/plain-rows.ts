import type { Delimiter } from "./delimiter.ts";

export const lineEnd = /\r\n|\n|\r/;

/** A quoted cell without its marks; `undefined` if one stands alone in it. */
function unquote(quoted: string): string | undefined {
  const text = quoted.slice(1, -1);
  if (!text.includes('"')) return text;
  return text.replaceAll('""', "").includes('"') ? undefined : text.replaceAll('""', '"');
}

const countMarks = (text: string) => text.split('"').length - 1;

function splitLine(line: string, delimiter: Delimiter): string[] | undefined {
  const parts = line.split(delimiter);
  if (!line.includes('"')) return parts;
  const cells: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    let part = parts[index] ?? "";
    if (!part.includes('"')) {
      cells.push(part);
      continue;
    }
    // What is quoted may hold delimiters.
    for (let marks = countMarks(part); marks % 2 === 1 && index + 1 < parts.length; ) {
      const next = parts[++index] ?? "";
      part += delimiter + next;
      marks += countMarks(next);
    }
    const isQuoted = part.length > 1 && part.startsWith('"') && part.endsWith('"');
    const cell = isQuoted ? unquote(part) : undefined;
    if (cell === undefined) return undefined;
    cells.push(cell);
  }
  return cells;
}

/**
 * The rows of a text in which each is a line, and what is quoted is a whole cell whose own quotation marks are doubled; `undefined` for
 * any other text. Spreadsheets write such lines, and to take them for it costs a fraction of looking at each character.
 */
export function readPlainRows(text: string, delimiter: Delimiter): string[][] | undefined {
  const lines = text.split(lineEnd);
  if (lines.at(-1) === "") lines.pop();
  const rows: string[][] = [];
  for (const line of lines) {
    const cells = splitLine(line, delimiter);
    if (cells === undefined) return undefined;
    rows.push(cells);
  }
  return rows;
}
