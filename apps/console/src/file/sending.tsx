import type { CheckSummary, RunSummary } from "@nxzalo/batch";
import { ErrorNote } from "../parts/error-note.tsx";
import { Fact } from "../parts/fact.tsx";
import { saveFile } from "../save-file.ts";
import { useSession } from "../session/session.ts";
import { useStore } from "../store.ts";
import { useWords } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";
import { readRun } from "./remembered.ts";
import { type FileRun, fileRun, sendFile } from "./run.ts";

/** More than this is a lead's to send. */
const messagesForAll = 100;

const noRun: Partial<FileRun> = {};

export interface SendingProps {
  readonly plan: Plan;
  /** What the dry run has found. */
  readonly checked: CheckSummary;
}

interface ProgressProps {
  readonly summary: RunSummary;
  readonly of: number;
  /** Read aloud once it is over, and not at each change. */
  readonly isBusy: boolean;
}

/** How far it is. */
function Progress({ summary, of, isBusy }: ProgressProps) {
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
      <div role="status" aria-busy={isBusy}>
        <p>{label}</p>
        <dl class="facts">
          {counts.map(([name, value]) => (
            <Fact key={name} name={name}>
              {format.number(value)}
            </Fact>
          ))}
        </dl>
      </div>
    </>
  );
}

/** Sends a file that was checked, shows how far it is, and gives its result. */
export function Sending({ plan, checked }: SendingProps) {
  const words = useWords();
  const { t, format, language } = words;
  const session = useSession();
  const { may, me } = session;
  const last = useStore(fileRun);
  const { isBusy = false, controller, summary, result, error } = last?.plan.key === plan.key ? last : noRun;
  const { file, templateId } = plan.file;
  const { endedAt } = readRun(file, { caller: me.caller, templateId });
  const count = format.number(checked.send);
  const sentBefore = checked.sent ?? 0;
  // What was checked is over once it was sent.
  const isAgain = summary !== undefined || checked.send === 0;

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
        <button
          type="button"
          class="button primary"
          aria-disabled={isBusy}
          onClick={() => void sendFile({ plan, checked }, session, words)}
        >
          {isAgain ? t.file.goOn : t.file.sendCount(count)}
        </button>
        {isBusy && (
          <button type="button" class="button" onClick={() => controller?.abort()}>
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
      {summary && <Progress summary={summary} of={checked.rows} isBusy={isBusy} />}
      {summary?.stopped && (
        <p class="note note-bad" role="alert">
          {language === "vi" ? summary.stopped.vietnamese : summary.stopped.message}
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  );
}
