import { type Archive, damaged } from "./archive.ts";
import { type NumberFormat, numberFormatOf } from "./number-format.ts";
import { longestText, parseWhole } from "./xml.ts";

/** What a text has instead of characters that XML cannot hold: `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** The texts that cells name by their number. */
export async function readSharedTexts(archive: Archive, part: string): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let isText = false;
  let isPhonetic = false;
  await parseWhole(archive, part, {
    open(name) {
      if (name === "si") current = "";
      if (name === "rPh") isPhonetic = true;
      isText = name === "t" && !isPhonetic;
    },
    text(text) {
      if (isText) current += text;
      if (current.length > longestText) throw damaged();
    },
    close(name) {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name === "si") texts.push(unescapeText(current));
    },
  });
  return texts;
}

/** The formats that cells name by their number. */
export async function readFormats(archive: Archive, part: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isCells = false;
  await parseWhole(archive, part, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") isCells = true;
      if (name === "xf" && isCells) ids.push(Number(attributes["numFmtId"] ?? 0));
    },
    close(name) {
      if (name === "cellXfs") isCells = false;
    },
  });
  return ids.map((id) => numberFormatOf(id, codes));
}
