import type { StoredMessage, Template } from "@nxzalo/client/desk";
import { type CsvCell, toCsv } from "@nxzalo/core/internal/text";
import { useEffect, useRef, useState } from "preact/hooks";
import { now } from "../api/clock.ts";
import { templateName } from "../api/use-templates.ts";
import { dayOf, formatPhone } from "../format.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { Icon } from "../parts/icons.tsx";
import { useAction } from "../parts/use-action.ts";
import { peopleStateOf } from "../people-states.ts";
import { reasonOf } from "../reasons.ts";
import { saveFile } from "../save-file.ts";
import { useWords, type Words } from "../texts/use-words.ts";
import type { Filters } from "./filters.ts";
import { usePages } from "./use-messages.ts";

/** What a spreadsheet can still be worked with. */
const rowsAtMost = 100_000;

/** One message as a row. */
function toRow(
  message: StoredMessage,
  { t, language, format }: Words,
  templates: readonly Template[] | undefined,
): CsvCell[] {
  const { messageId, createdAt, state, phone, reference, templateId, app, caller, requestId } = message;
  const reason = reasonOf(message, language);
  return [
    messageId,
    format.dateTime(createdAt),
    t.states[peopleStateOf(state)],
    formatPhone(phone),
    reference ?? "",
    templateName(templates, templateId),
    reason ? { decimal: String(reason.code) } : "",
    reason?.meaning ?? "",
    app ?? "",
    caller ?? "",
    requestId ?? "",
  ];
}

export interface CsvButtonProps {
  readonly filters: Filters;
  readonly templates: readonly Template[] | undefined;
}

/** Reads all that the filters fit, and has it saved as a table. */
export function CsvButton({ filters, templates }: CsvButtonProps) {
  const words = useWords();
  const { t, format, language } = words;
  const pagesFor = usePages();
  const [count, setCount] = useState(0);
  const [isCut, setCut] = useState(false);
  const { isBusy, error, run } = useAction();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  async function save(): Promise<void> {
    controller.current = new AbortController();
    const { signal } = controller.current;
    setCut(false);
    setCount(0);
    const pages = pagesFor(filters, signal);
    const rows: CsvCell[][] = [];
    while (!pages.isEnd() && rows.length < rowsAtMost) {
      for (const message of await pages.next()) rows.push(toRow(message, words, templates));
      setCount(rows.length);
    }
    setCut(!pages.isEnd());
    saveFile(`nxzalo-${dayOf(now())}.csv`, toCsv([Object.values(t.messages.columns), ...rows], language));
  }

  return (
    <>
      <button type="button" class="button" aria-disabled={isBusy} onClick={() => void run(save)}>
        <Icon name="download" />
        {isBusy ? t.messages.csvProgress(format.number(count)) : t.messages.csv}
      </button>
      {isCut && (
        <p class="note" role="status">
          {t.messages.csvCut(format.number(rowsAtMost))}
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}
