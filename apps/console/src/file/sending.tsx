import { type CheckSummary, createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile } from "@nxzalo/batch/files";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { saveFile } from "../csv.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";
import { readRun, remember } from "./remembered.ts";

const drawEveryMs = 200;
/** More than this is a lead's to send. */
const messagesForAll = 100;

export interface SendingProps {
  readonly plan: Plan;
  /** What the dry run has found. */
  readonly checked: CheckSummary;
}

/** Asks before the tab is closed while something is being sent. */
function useLeaveGuard(isBusy: boolean): void {
  useLayoutEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isBusy]);
}

/** How far it is. */
function Progress({ summary, of }: { readonly summary: RunSummary; readonly of: number }) {
  const { t, format } = useWords();
  const { rows, accepted, scheduled, unknown, refused, skipped } = summary;
  const counts = [
    [t.file.accepted, accepted + scheduled],
    [t.states.check, unknown],
    [t.file.refused, refused],
    [t.file.skipped, skipped],
  ] as const;
  const label = t.file.progress(format.number(rows), format.number(of));
  return (
    <>
      <progress max={Math.max(1, of)} value={rows} aria-label={label} />
      <div role="status">
        <p>{label}</p>
        <dl class="facts">
          {counts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{format.number(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

/** Sends a file that was checked, shows how far it is, and gives its result. Sent again, it goes on where it was. */
export function Sending({ plan, checked }: SendingProps) {
  const { t, format, language } = useWords();
  const { messages, may, me } = useSession();
  const [summary, setSummary] = useState<RunSummary>();
  const [result, setResult] = useState<Blob>();
  const [error, setError] = useState<unknown>();
  const controller = useRef<AbortController>(undefined);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => controller.current?.abort(), []);
  useLeaveGuard(isBusy);
  const { file, preview, templateId, tokenType, uses } = plan.file;
  const { caller } = me;
  const { startedAt, endedAt } = readRun(file, { caller, templateId });
  const count = format.number(checked.send);
  const sentBefore = checked.sent ?? 0;
  // What was checked is over once it was sent.
  const isAgain = summary !== undefined || checked.send === 0;

  async function send(): Promise<void> {
    const own = new AbortController();
    controller.current = own;
    setBusy(true);
    setError(undefined);
    // Of a file that has only its name and size in common with an earlier one, nothing was sent.
    const begunAt = (sentBefore > 0 && startedAt) || new Date().toISOString();
    const record = { caller, templateId, tokenType, uses, startedAt: begunAt };
    remember(file, record);
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
      for await (const row of run) {
        await output.add(row);
        if (performance.now() - drawnAt < drawEveryMs) continue;
        drawnAt = performance.now();
        setSummary(run.summary);
      }
      await output.close();
      setSummary(run.summary);
      setResult(new Blob(parts, { type: "text/csv" }));
      if (!run.summary.stopped) remember(file, { ...record, endedAt: new Date().toISOString() });
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  if (!may("admin") && checked.send > messagesForAll)
    return (
      <section class="card">
        <h2>{t.file.send}</h2>
        <p class="note">{t.file.needsLead(count, format.number(messagesForAll))}</p>
      </section>
    );
  return (
    <section class="card">
      <h2>{t.file.send}</h2>
      <p class="muted">
        {isAgain && endedAt !== undefined
          ? t.file.endedLead(format.dateTime(new Date(endedAt)))
          : sentBefore > 0
            ? t.file.goOnLead(format.number(sentBefore))
            : t.file.sendLead}
      </p>
      <div class="actions">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => void send()}>
          {isAgain ? t.file.goOn : t.file.sendCount(count)}
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
      {summary && <Progress summary={summary} of={checked.rows} />}
      {summary?.stopped && (
        <p class="note note-bad" role="alert">
          {language === "vi" ? summary.stopped.vietnamese : summary.stopped.message}
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  );
}
