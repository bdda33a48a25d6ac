import { type FileRows, previewFile, type ReadOptions, readRows } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { type CliContext, say } from "../context.ts";
import { openFile } from "../read-file.ts";
import { safeText } from "../terminal/safe-text.ts";

/** How a file of rows is read. */
export type FileFlags = Pick<ReadOptions, "encoding" | "sheet" | "headingRow">;

const shownRows = 3;

/** What a person has to look at, so that the encoding can be named. */
async function sayPreview(context: CliContext, file: Blob, flags: FileFlags): Promise<void> {
  const { encoding, headings, rows } = await previewFile(file, flags);
  const lines = [headings, ...rows.slice(0, shownRows).map(({ values }) => Object.values(values))];
  const { t } = context;
  say(
    context,
    t(
      `read as ${encoding} it would be the following; if that is right, add --encoding ${encoding}`,
      `nếu đọc theo ${encoding} sẽ như sau; nếu đúng, hãy thêm --encoding ${encoding}`,
    ),
  );
  for (const line of lines) say(context, `  ${safeText(line.join(" | "))}`);
}

/** The rows of a file, as the flags say that it is read. */
export async function openRows(context: CliContext, path: string, flags: FileFlags): Promise<FileRows> {
  const { encoding, sheet, headingRow } = flags;
  const options = { encoding, sheet, headingRow };
  const file = await openFile(path);
  try {
    return await readRows(file, options);
  } catch (error) {
    const isUncertain = isNxZaloError(error) && error.issues?.some(({ code }) => code === "encoding_uncertain");
    if (isUncertain) await sayPreview(context, file, options);
    throw error;
  }
}
