import { type Archive, damaged } from "./archive.ts";

/** Cells that are shown as one, which holds the value; rows and columns are counted from 1 and 0. */
export interface MergedCells {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const lastColumn = 16_383;

/** The number of a column, from 0: of `AB12`, 27. */
export function columnOf(place: string): number {
  let column = 0;
  for (let index = 0; index < place.length; index += 1) {
    const letter = place.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** A whole tag: what is cut by the end of a piece is found with the next one, and once. */
const mergedPattern = /<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"[^<>]*>/g;
/** Characters of one such tag. */
const longestTag = 1_024;
/** As many as a sheet has rows. */
const mostMerged = 1_048_576;

/** Merged cells stand behind the rows: so the sheet is looked through for them beforehand, without parsing it. */
export async function readMergedCells(archive: Archive, part: string): Promise<MergedCells[]> {
  const merged: MergedCells[] = [];
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const bytes of archive.read(part)) {
    const text = rest + decoder.decode(bytes, { stream: true });
    // In a text, `<` is escaped.
    if (text.includes("mergeCell "))
      for (const [, left = "", top, right = "", bottom] of text.matchAll(mergedPattern)) {
        merged.push({ left: columnOf(left), top: Number(top), right: columnOf(right), bottom: Number(bottom) });
        if (merged.length > mostMerged) throw damaged();
      }
    // A tag that is not whole yet.
    const tag = text.slice(Math.max(0, text.lastIndexOf("<")));
    rest = tag.startsWith("<") && !tag.includes(">") && tag.length <= longestTag ? tag : "";
  }
  return merged.sort((one, other) => one.top - other.top);
}

/**
 * Tells of each row which columns are merged with a cell that holds their value. Rows are asked for in order, and no further than they have
 * columns.
 *
 * @throws InputError `file_damaged` where merged cells overlap: no spreadsheet has such, and each row would be covered by all of them.
 */
export function coverColumns(merged: readonly MergedCells[]): (row: number, columns: number) => number[] {
  /** Down to which row each column is covered. */
  const until = new Uint32Array(merged.length > 0 ? lastColumn + 1 : 0);
  let next = 0;
  return (row, columns) => {
    const holders = new Set<number>();
    for (let one = merged[next]; one !== undefined && one.top <= row; one = merged[next]) {
      if (until.subarray(one.left, one.right + 1).some((covered) => covered >= one.top)) throw damaged();
      until.fill(one.bottom, one.left, one.right + 1);
      if (one.top === row) holders.add(one.left);
      next += 1;
    }
    const found: number[] = [];
    for (let column = 0; column < columns && column < until.length; column += 1)
      if ((until[column] ?? 0) >= row && !holders.has(column)) found.push(column);
    return found;
  };
}
