import { type FilePreview, previewFile, type ReadOptions } from "@nxzalo/batch/files";
import type { Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField } from "../parts/field.tsx";
import { FileDrop } from "../parts/file-drop.tsx";
import { TableScroll } from "../parts/table-scroll.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { guessUses, hasHeadings, type OpenFile } from "./plan.ts";
import { readRemembered } from "./remembered.ts";

export interface ChooseProps {
  readonly file: OpenFile | undefined;
  readonly templates: readonly Template[];
  readonly onFile: (file: OpenFile | undefined) => void;
}

/** The first rows as they are read. */
function FirstRows({ preview }: { readonly preview: FilePreview }) {
  const { t } = useWords();
  const { headings, rows } = preview;
  return (
    <TableScroll label={t.file.firstRows}>
      <table class="table">
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col" dir="auto">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 5).map(({ row, values }) => (
            <tr key={row}>
              {headings.map((heading) => (
                <td key={heading} dir="auto">
                  {values[heading]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** A file is dropped or chosen; what its beginning does not say is asked for. */
export function Choose({ file, templates, onFile }: ChooseProps) {
  const { t } = useWords();
  const { me } = useSession();
  const [error, setError] = useState<unknown>();
  async function open(chosen: File, read: ReadOptions = {}) {
    setError(undefined);
    try {
      const preview = await previewFile(chosen, read);
      const before = readRemembered(chosen);
      const isKnown = before && preview.headings.every((heading) => heading === "" || heading in before.uses);
      const template = templates.find((own) => own.id === before?.templateId) ?? templates[0];
      onFile({
        file: chosen,
        preview,
        // A guess of the encoding is taken once a person has seen the rows.
        read: { ...read, encoding: preview.encoding },
        templateId: template?.id ?? before?.templateId ?? "",
        app: me.apps.find((app) => app === before?.app) ?? me.apps[0],
        tokenType: isKnown ? before.tokenType : "token_logistics_7",
        uses: isKnown ? before.uses : guessUses(preview, template),
      });
    } catch (failure) {
      onFile(undefined);
      setError(failure);
    }
  }
  const encodings = ["utf-8", "windows-1258"] as const;
  return (
    <section class="card">
      <h2>{t.file.choose}</h2>
      <FileDrop choose={t.file.choose} hint={t.file.drop} onFile={(chosen) => void open(chosen)} />
      {error !== undefined && <ErrorNote error={error} />}
      {file && (
        <>
          <div class="filters">
            {!file.preview.isEncodingCertain && (
              <SelectField
                label={t.file.encoding}
                hint={t.file.encodingHint}
                value={file.preview.encoding ?? "utf-8"}
                onValue={(encoding) =>
                  void open(file.file, { ...file.read, encoding: encoding as (typeof encodings)[number] })
                }
                options={encodings.map((own) => [own, own] as const)}
              />
            )}
            {(file.preview.sheets?.length ?? 0) > 1 && (
              <SelectField
                label={t.file.sheet}
                value={file.preview.sheet ?? ""}
                onValue={(sheet) => void open(file.file, { sheet })}
                options={(file.preview.sheets ?? []).map((own) => [own, own] as const)}
              />
            )}
          </div>
          {!hasHeadings(file) && (
            <p class="note note-bad" role="alert">
              {t.file.noHeadings}
            </p>
          )}
          <FirstRows preview={file.preview} />
        </>
      )}
    </section>
  );
}
