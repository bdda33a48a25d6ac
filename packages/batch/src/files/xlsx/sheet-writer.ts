import type { WriteBytes } from "../file-bytes.ts";
import { loadFflate } from "./packages.ts";

const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a file with one sheet, whose cells are all text. */
const parts: readonly (readonly [string, string])[] = [
  [
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  ],
  [
    "_rels/.rels",
    `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
  [
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="nxzalo" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
];

// What XML cannot hold is left out; a text that looks like an escape is escaped itself.
const forbidden = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
const escapeText = (text: string) =>
  text
    .replace(forbidden, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>\r]/g, (one) => escapes[one] ?? one);

const toRow = (cells: readonly string[]) =>
  `<row>${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${escapeText(cell)}</t></is></c>`).join("")}</row>`;

/** Writes a file with one sheet, whose cells are text: no spreadsheet executes one, or makes a number of it. */
export async function createSheetWriter(write: WriteBytes) {
  const { strToU8, Zip, ZipDeflate } = await loadFflate();
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const flush = async () => {
    const pieces = ready;
    ready = [];
    for (const piece of pieces) if (piece.length > 0) await write(piece);
  };
  for (const [name, text] of parts) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(head + text), true);
  }
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml");
  zip.add(sheet);
  sheet.push(strToU8(`${head}<worksheet xmlns="${main}"><sheetData>`));
  return {
    async add(cells: readonly string[]) {
      sheet.push(strToU8(toRow(cells)));
      await flush();
    },
    async close() {
      sheet.push(strToU8("</sheetData></worksheet>"), true);
      zip.end();
      await flush();
    },
  };
}
