import { toNfc } from "@nxzalo/core/internal/text";
import { parseLocalTime } from "../formats.ts";
import type { FaultCode, FileRecord } from "../table.ts";
import { isErrorText } from "../text.ts";
import { type Archive, damaged } from "./archive.ts";
import { columnOf, coverColumns, lastColumn, type MergedCells } from "./merged-cells.ts";
import type { NumberFormat } from "./number-format.ts";
import { numberText } from "./number-text.ts";
import { unescapeText } from "./shared-parts.ts";
import { longestText, parsePart } from "./xml.ts";

/** What a sheet's rows are read with. */
export interface SheetContent {
  readonly part: string;
  readonly is1904: boolean;
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly merged: readonly MergedCells[];
}

const number: NumberFormat = { kind: "number" };

interface Cell {
  column: number;
  type: string;
  style: number;
  text: string;
  isFormula: boolean;
  hasValue: boolean;
}

interface ReadCell {
  readonly text: string;
  readonly fault?: FaultCode | undefined;
  readonly isFraction?: boolean | undefined;
  readonly isDate?: boolean | undefined;
}

/** A cell of the type `d` holds ISO 8601. */
function isoCell(text: string): ReadCell {
  const local = parseLocalTime(text.replace(/(?:\.\d+)?Z?$/, ""));
  if (local === undefined) return { text };
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${pad(local.day)}/${pad(local.month)}/${local.year}`;
  return { text: local.hasHour ? `${day} ${pad(local.hour)}:${pad(local.minute)}` : day, isDate: true };
}

function readNumber(text: string, format: NumberFormat, is1904: boolean): ReadCell {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return { text };
  const shown = numberText(value, format, is1904);
  const isNumber = format.kind === "number" || format.kind === "digits";
  // A spreadsheet keeps 15 digits: of a longer number the last are zeros, and nothing tells that they were others.
  if (isNumber && Number.isInteger(value) && Math.abs(value) >= 1e15) return { text: shown, fault: "number_unsafe" };
  return { text: shown, isFraction: isNumber && shown.includes("."), isDate: shown.includes("/") };
}

/** An error that was typed, or that a formula gives as a text, is no less one. */
function readText(given: string): ReadCell {
  const text = toNfc(given);
  return isErrorText(text) ? { text, fault: "cell_error" } : { text };
}

function readCell(cell: Cell, { texts, formats, is1904 }: SheetContent): ReadCell {
  const { type, text, isFormula, hasValue } = cell;
  if (isFormula && !hasValue) return { text: "", fault: "formula_without_value" };
  if (type === "s") return readText(text === "" ? "" : (texts[Number(text)] ?? ""));
  if (type === "str" || type === "inlineStr") return readText(unescapeText(text));
  if (type === "e") return { text, fault: "cell_error" };
  if (type === "b") return { text: text === "1" ? "TRUE" : "FALSE" };
  if (type === "d") return isoCell(text);
  return readNumber(text, formats[cell.style] ?? number, is1904);
}

/** The rows of a sheet, some at a time. */
export async function* sheetRecords(archive: Archive, content: SheetContent): AsyncGenerator<FileRecord[]> {
  const mergedColumns = coverColumns(content.merged);
  let ready: FileRecord[] = [];
  let row = 0;
  let cells: string[] = [];
  let faults: Map<number, FaultCode> | undefined;
  let fractions: Set<number> | undefined;
  let dates: Set<number> | undefined;
  let cell: Cell | undefined;
  let isValue = false;
  let isPhonetic = false;
  let nextColumn = 0;
  let rowLength = 0;
  /** Columns in which a row had something so far: the headings stand above what is merged with others. */
  let columns = 0;

  /** Counts what a row has: a text as it is read, and as a cell, since the cells of a row may all name one. */
  const grow = ({ length }: string) => {
    rowLength += length;
    if (rowLength > 2 * longestText) throw damaged();
  };
  const endCell = (ended: Cell) => {
    const { text, fault, isFraction, isDate } = readCell(ended, content);
    nextColumn = ended.column + 1;
    // Sheets have rows of a colour to the last column.
    if (text === "" && fault === undefined && ended.column >= cells.length) return;
    grow(text);
    while (cells.length < ended.column) cells.push("");
    cells[ended.column] = text;
    if (fault !== undefined) faults = (faults ?? new Map<number, FaultCode>()).set(ended.column, fault);
    if (isFraction) fractions = (fractions ?? new Set<number>()).add(ended.column);
    if (isDate) dates = (dates ?? new Set<number>()).add(ended.column);
  };
  const endRow = () => {
    columns = Math.max(columns, cells.length);
    for (const column of mergedColumns(row, columns))
      faults = (faults ?? new Map<number, FaultCode>()).set(column, "cell_merged");
    ready.push({ row, cells, faults, fractions, dates });
  };

  const pieces = parsePart(archive, content.part, {
    open(name, attributes) {
      if (name === "row") {
        const number = attributes["r"] === undefined ? row + 1 : Number(attributes["r"]);
        // Out of order, one may stand above the headings, where it is left out.
        if (!Number.isSafeInteger(number) || number <= row) throw damaged();
        row = number;
        cells = [];
        nextColumn = 0;
        rowLength = 0;
        faults = undefined;
        fractions = undefined;
        dates = undefined;
      } else if (name === "c") {
        const place = attributes["r"];
        const column = place === undefined ? nextColumn : columnOf(place);
        if (!(column >= 0 && column <= lastColumn)) throw damaged();
        const { t: type = "n", s: style = 0 } = attributes;
        cell = { column, type, style: Number(style), text: "", isFormula: false, hasValue: false };
      } else if (cell !== undefined) {
        if (name === "f") cell.isFormula = true;
        if (name === "rPh") isPhonetic = true;
        isValue = name === "v" || (name === "t" && !isPhonetic);
        if (isValue) cell.hasValue = true;
      }
    },
    text(text) {
      if (!isValue || cell === undefined) return;
      grow(text);
      cell.text += text;
    },
    close(name) {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "c" && cell !== undefined) {
        endCell(cell);
        cell = undefined;
      } else if (name === "row") endRow();
    },
  });
  for await (const _ of pieces) {
    const rows = ready;
    ready = [];
    yield rows;
  }
}
