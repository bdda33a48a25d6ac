import type { FileBytes } from "../file-bytes.ts";
import { fileError, issue } from "../refusal.ts";
import type { Batches } from "../table.ts";
import { type Archive, damaged, type InflationLimits, openArchive } from "./archive.ts";
import { readMergedCells } from "./merged-cells.ts";
import { readFormats, readSharedTexts } from "./shared-parts.ts";
import { sheetRecords } from "./sheet.ts";
import { parseWhole } from "./xml.ts";

/** An XLSX file of which one sheet was chosen. */
export interface Workbook {
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** The rows of the sheet from the first, some at a time. */
  readonly records: () => Batches;
}

/** Where one part says that another lies. */
function resolve(from: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const folders = from.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") folders.pop();
    else if (step !== ".") folders.push(step);
  }
  return folders.join("/");
}

/** The parts that a part refers to, by their ids and by what they are. */
async function readRelations(archive: Archive, part: string) {
  const [name = "", ...folders] = part.split("/").reverse();
  const relations = [...folders.reverse(), "_rels", `${name}.rels`].join("/");
  const byId = new Map<string, string>();
  const byKind = new Map<string, string>();
  if (!archive.has(relations)) return { byId, byKind };
  await parseWhole(archive, relations, {
    open(element, { Id = "", Type = "", Target = "" }) {
      if (element !== "Relationship") return;
      byId.set(Id, resolve(part, Target));
      byKind.set(Type.slice(Type.lastIndexOf("/") + 1), resolve(part, Target));
    },
  });
  return { byId, byKind };
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

async function readSheets(archive: Archive, part: string) {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await parseWhole(archive, part, {
    open(element, attributes) {
      if (element === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (element !== "sheet") return;
      const relation = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name))?.[1] ?? "";
      sheets.push({
        name: attributes["name"] ?? "",
        relation,
        isHidden: (attributes["state"] ?? "visible") !== "visible",
      });
    },
  });
  return { sheets, is1904 };
}

/**
 * Opens an XLSX file, and the sheet of a name, or the first that is not hidden.
 *
 * @throws InputError `sheet_unknown`, `file_damaged`, `file_format_wrong`, `file_too_large`
 */
export async function openWorkbook(
  file: FileBytes,
  options: InflationLimits & { readonly sheet?: string | undefined },
): Promise<Workbook> {
  const archive = await openArchive(file, options);
  const workbook = (await readRelations(archive, "")).byKind.get("officeDocument");
  if (workbook === undefined || !archive.has(workbook) || !workbook.endsWith(".xml"))
    throw fileError(issue("file_format_wrong", "is no XLSX file: save it as XLSX or CSV UTF-8"));
  const { byId, byKind } = await readRelations(archive, workbook);
  const { sheets, is1904 } = await readSheets(archive, workbook);
  const names = sheets.map(({ name }) => name);
  const wanted = options.sheet?.normalize("NFC");
  const chosen =
    wanted === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : sheets.find(({ name }) => name.normalize("NFC") === wanted);
  if (chosen === undefined) {
    const message = `is no sheet of the file: there are ${names.join(", ")}`;
    throw fileError({ ...issue("sheet_unknown", message, ["sheet"]), choices: names });
  }
  const part = byId.get(chosen.relation);
  if (part === undefined || !archive.has(part)) throw damaged();
  const [texts, styles] = [byKind.get("sharedStrings"), byKind.get("styles")];
  const content = {
    part,
    is1904,
    texts: texts !== undefined && archive.has(texts) ? await readSharedTexts(archive, texts) : [],
    formats: styles !== undefined && archive.has(styles) ? await readFormats(archive, styles) : [],
    merged: await readMergedCells(archive, part),
  };
  return { sheets: names, sheet: chosen.name, records: () => sheetRecords(archive, content) };
}
