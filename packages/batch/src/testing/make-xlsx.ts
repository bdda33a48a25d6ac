import { strToU8, type Zippable, zipSync } from "fflate";

/** What a file is made of, where it is not as usual. */
export interface XlsxContent {
  /** What stands in `sheetData`. */
  readonly rows: string;
  /** What stands behind it. */
  readonly behind?: string | undefined;
  /** Attributes of `workbookPr`. */
  readonly properties?: string | undefined;
  /** The codes of formats: the first is style 1. */
  readonly formats?: readonly string[] | undefined;
  /** The content of `sst`. */
  readonly texts?: string | undefined;
  /** The elements of `sheets`. */
  readonly sheets?: string | undefined;
  /** Parts instead of those. */
  readonly parts?: Zippable | undefined;
  /** Whether its parts are packed. Default: yes. */
  readonly isPacked?: boolean | undefined;
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
const relations = (...all: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;

/** The bytes of an XLSX file, written by hand: what a spreadsheet would not write can be written, too. */
export function xlsxBytes({
  rows,
  behind = "",
  properties = "",
  formats = [],
  texts = "",
  sheets,
  parts,
  isPacked = true,
}: XlsxContent) {
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join("");
  const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join("");
  const content: Zippable = {
    "_rels/.rels": strToU8(relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
    "xl/_rels/workbook.xml.rels": strToU8(
      relations(
        relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
        relation("rId2", "worksheet", "worksheets/sheet2.xml"),
        relation("rId3", "styles", "styles.xml"),
        relation("rId4", "sharedStrings", "sharedStrings.xml"),
      ),
    ),
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr ${properties}/><sheets>${sheets ?? '<sheet name="One" sheetId="1" r:id="rId1"/>'}</sheets></workbook>`,
    ),
    "xl/styles.xml": strToU8(
      `<styleSheet xmlns="${main}"><numFmts>${codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles}</cellXfs></styleSheet>`,
    ),
    "xl/sharedStrings.xml": strToU8(`<sst xmlns="${main}">${texts}</sst>`),
    "xl/worksheets/sheet1.xml": strToU8(
      `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${behind}</worksheet>`,
    ),
    "xl/worksheets/sheet2.xml": strToU8(
      `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>two</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
    ),
    ...parts,
  };
  return zipSync(content, { level: isPacked ? 6 : 0 });
}

/** The same as a file. */
export const makeXlsx = (content: XlsxContent) => new Blob([new Uint8Array(xlsxBytes(content))]);
