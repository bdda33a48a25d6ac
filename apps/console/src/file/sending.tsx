import { createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile } from "@nxzalo/batch/files";
import { useEffect, useRef, useState } from "preact/hooks";
import { saveFile } from "../csv.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";
import { readRemembered, remember } from "./remembered.ts";

const drawEveryMs = 200;
/** More than this is a lead's to send. */
const rowsForAll = 100;

/** Sends a file that was checked, shows how far it is, and gives its result. Sent again, it goes on where it was. */
export function Sending({ plan }: { readonly plan: Plan }) {
  const { t, format, language } = useWords();
  const { messages, may } = useSession();
  const [summary, setSummary] = useState<RunSummary>();
  const [result, setResult] = useState<Blob>();
  const [error, setError] = useState<unknown>();
  const controller = useRef<AbortController>(undefined);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => controller.current?.abort(), []);
  const { file, preview, templateId, tokenType, uses } = plan.file;
  const startedAt = readRemembered(file)?.startedAt;

  async function send(): Promise<void> {
    const own = new AbortController();
    controller.current = own;
    setBusy(true);
    setError(undefined);
    const begunAt = startedAt ?? new Date().toISOString();
    remember(file, { templateId, tokenType, uses, startedAt: begunAt });
    const parts: BlobPart[] = [];
    try {
      const output = await createResultFile({
        headings: preview.headings,
        delimiter: preview.delimiter,
        language,
        write: async (bytes) => void parts.push(bytes.slice()),
      });
      const batch = createBatch({ send: messages.sendTemplate, concurrency: 4 });
      const run = batch.run(await plan.messages(), { startedAt: new Date(begunAt), signal: own.signal });
      let drawnAt = 0;
      let rows = 0;
      for await (const row of run) {
        await output.add(row);
        rows += 1;
        if (!may("admin") && rows >= rowsForAll) own.abort();
        if (performance.now() - drawnAt < drawEveryMs) continue;
        drawnAt = performance.now();
        setSummary(run.summary);
      }
      await output.close();
      setSummary(run.summary);
      setResult(new Blob(parts, { type: "text/csv" }));
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  const counts =
    summary &&
    ([
      [t.file.accepted, summary.accepted + summary.scheduled],
      [t.states.check, summary.unknown],
      [t.file.refused, summary.refused],
      [t.file.skipped, summary.skipped],
    ] as const);
  return (
    <section class="card">
      <h2>{t.file.send}</h2>
      <p class="muted">
        {startedAt === undefined ? t.file.sendLead : t.file.goOnLead(format.dateTime(new Date(startedAt)))}
      </p>
      {!may("admin") && <p class="note">{t.file.needsLead(format.number(rowsForAll))}</p>}
      <div class="actions">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => void send()}>
          {startedAt === undefined ? t.file.send : t.file.goOn}
        </button>
        {isBusy && (
          <button type="button" class="button" onClick={() => controller.current?.abort()}>
            {t.file.stop}
          </button>
        )}
        {result && (
          <button
            type="button"
            class="button"
            onClick={() => saveFile(`${file.name.replace(/\.\w+$/, "")}-${t.file.resultName}.csv`, result)}
          >
            {t.file.result}
          </button>
        )}
      </div>
      {counts && (
        <div role="status">
          <dl class="facts">
            {counts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{format.number(value)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {summary?.stopped && (
        <p class="note note-bad" role="alert">
          {language === "vi" ? summary.stopped.vietnamese : summary.stopped.message}
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  );
}
