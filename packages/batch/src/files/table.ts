import type { Issue } from "@nxzalo/core/errors";
import { inTurn, type Lists } from "../in-turn.ts";
import type { BatchRow } from "../types.ts";
import { findResultHeadings } from "./guess-columns.ts";
import { type FileIssue, fileError, issue } from "./refusal.ts";
import { cleanHeading } from "./text.ts";

/** One row as a reader of CSV or XLSX gives it. */
export interface FileRecord {
  /** Its number in the file. */
  readonly row: number;
  /** Its cells as text; there may be fewer or more than headings. */
  readonly cells: readonly string[];
  /** What is wrong with cells, by their index. */
  readonly faults?: ReadonlyMap<number, FaultCode> | undefined;
  /** The cells whose number has a fraction: their point is a decimal one, whatever the text looks like. */
  readonly fractions?: ReadonlySet<number> | undefined;
  /** The cells that are days of the sheet: written with the day first, whatever a person writes. */
  readonly dates?: ReadonlySet<number> | undefined;
  /** Whether it is the last of a file that has no line end after it. */
  readonly isUnended?: boolean | undefined;
}

const faultMessages = {
  cell_error: "is a spreadsheet's error: mend the cell, or make its column wider, and save the file again",
  cell_merged: "is a part of merged cells: unmerge them, and fill in each",
  formula_without_value: "is a formula without its result: open the file in Excel or LibreOffice once, and save it",
  number_unsafe: "is a number of more than 15 digits, of which a spreadsheet keeps 15: make its column text",
} as const;

/** What is wrong with one cell. */
export type FaultCode = keyof typeof faultMessages;

/** One row of a file. */
export interface FileRow extends BatchRow {
  /** What is wrong with cells, each under its heading. */
  readonly issues?: readonly Issue[] | undefined;
  /** The headings under which the sheet has a number with a fraction: its point is no thousands' separator. */
  readonly fractions?: ReadonlySet<string> | undefined;
  /** The headings under which the sheet has a day that is no text: it is given with its day first. */
  readonly dates?: ReadonlySet<string> | undefined;
}

/** Where the headings of a file stand. */
export interface Headings {
  /** The number of their row. */
  readonly row: number;
  /** Each column's, in order; empty where a column has none. */
  readonly names: readonly string[];
}

const isEmpty = ({ cells }: FileRecord) => cells.every((cell) => cell.trim() === "");

/** Whether a cell under a heading has something that is not in its text: a formula without its result. */
const hasFault = ({ faults = new Map() }: FileRecord, names: readonly string[]) =>
  [...faults].some(([index, code]) => code !== "cell_merged" && Boolean(names[index]));

/** Rows come some at a time: one at a time costs more than reading them. */
export type Batches = AsyncIterable<readonly FileRecord[]>;

/** @throws InputError `headings_missing`, `heading_wrong` or `column_twice`. */
export async function findHeadings(batches: Batches, headingRow?: number): Promise<Headings> {
  for await (const record of inTurn(batches)) {
    if (headingRow === undefined ? isEmpty(record) : record.row < headingRow) continue;
    if (headingRow !== undefined && record.row > headingRow) break;
    if (isEmpty(record)) break;
    const cells = record.cells.map(cleanHeading);
    const names = cells.slice(0, cells.findLastIndex((name) => name !== "") + 1);
    const known = new Set<string>();
    const wrong = names.flatMap((name) => {
      if (name === "__proto__") return [issue("heading_wrong", "is no heading that a column can have", [name])];
      const isTwice = name !== "" && known.has(name);
      known.add(name);
      return isTwice ? [issue("column_twice", "is the heading of two columns: give one another", [name])] : [];
    });
    if (wrong.length > 0) throw fileError(...wrong);
    return { row: record.row, names };
  }
  throw fileError(issue("headings_missing", "has no line of headings", headingRow === undefined ? [] : [headingRow]));
}

function issuesOf({ row, cells, faults, isUnended = false }: FileRecord, names: readonly string[]): FileIssue[] {
  const found: FileIssue[] = [];
  for (const [index, code] of faults ?? []) {
    const name = names[index] ?? "";
    if (name !== "") found.push(issue(code, faultMessages[code], [name]));
  }
  if (cells.slice(names.length).some((cell) => cell.trim() !== ""))
    found.push(issue("row_too_wide", "has more cells than the file has headings: is a delimiter in a text?", [row]));
  if (isUnended && cells.length < names.length)
    found.push(issue("row_cut_off", "ends before its last cell, and the file with it: is the file whole?", [row]));
  return found;
}

/** What cannot be seen any more in the texts that a result file has of a row. */
const unseenInResults =
  /^(?:cell_error|cell_merged|formula_without_value|number_unsafe|row_cut_off|row_refused_before|row_too_wide):/;
/** A number of a sheet with three places looks like thousands. */
const moneyWrong = /^variable_money_wrong:/;
const likeThousands = /^\d{1,3}[.,]\d{3}$/;

/**
 * A result file has of a row no more than its texts: one that was refused for what was wrong with its cells stays refused, until a person
 * has corrected it and clears its reason.
 */
function refusedBefore(row: number, values: FileRow["values"], added: readonly string[]): FileIssue | undefined {
  const [, state = "", reason = ""] = added;
  if (values[state] !== "refused") return undefined;
  const said = values[reason] ?? "";
  const isFraction = moneyWrong.test(said) && Object.values(values).some((value) => likeThousands.test(value));
  if (!isFraction && !unseenInResults.test(said)) return undefined;
  return issue("row_refused_before", `was refused before: correct it, and empty its cell "${reason}"`, [row]);
}

/** Places of cells as their headings. */
const namesOf = (places: ReadonlySet<number> | undefined, names: readonly string[]) =>
  places && new Set([...places].map((index) => names[index] ?? ""));

function toRow(record: FileRecord, names: readonly string[], added: readonly string[]): FileRow {
  const { row, cells, faults, fractions, dates } = record;
  const values: Record<string, string> = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name) values[name] = cells[index] ?? "";
  }
  const before = refusedBefore(row, values, added);
  const isPlain = faults === undefined && fractions === undefined && dates === undefined && !record.isUnended;
  if (before === undefined && isPlain && cells.length <= names.length) return { row, values };
  const issues = [...(before ? [before] : []), ...issuesOf(record, names)];
  const read = { row, values, issues: issues.length > 0 ? issues : undefined, fractions: namesOf(fractions, names) };
  return dates === undefined ? read : { ...read, dates: namesOf(dates, names) };
}

/** The rows below the headings, without those that are empty. */
export async function* rowsBelow(batches: Batches, { row, names }: Headings): Lists<FileRow> {
  const added = findResultHeadings(names);
  function* toRows(records: readonly FileRecord[]) {
    for (const record of records)
      if (record.row > row && (!isEmpty(record) || hasFault(record, names))) yield toRow(record, names, added);
  }
  for await (const records of batches) yield toRows(records);
}
