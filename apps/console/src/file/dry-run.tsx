import { type CheckedRow, type CheckSummary, createBatch } from "@nxzalo/batch";
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorNote } from "../parts/error-note.tsx";
import { Fact } from "../parts/fact.tsx";
import { useAction } from "../parts/use-action.ts";
import { toApp, useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";

export interface DryRunProps {
  readonly plan: Plan;
  /** Called with what was found, once all of the file was looked at. */
  readonly onChecked: (summary: CheckSummary) => void;
}

const rowsShown = 200;
const drawEveryMs = 200;

interface FoundProps {
  readonly summary: CheckSummary;
  readonly firstAt: Date | undefined;
  /** Read aloud once it is over, and not at each change. */
  readonly isBusy: boolean;
}

/** What was found so far, as figures. */
function Found({ summary, firstAt, isBusy }: FoundProps) {
  const { t, format } = useWords();
  const { rows, send, sent, refused, repeated, later, laterForQuota, changes, reasons, estimate, quota } = summary;
  const suppressed = reasons["recipient_suppressed"] ?? 0;
  const facts: readonly (readonly [string, string] | false)[] = [
    [t.file.rows, format.number(rows)],
    [t.file.willSend, format.number(send)],
    sent !== null && sent > 0 && [t.file.sentBefore, format.number(sent)],
    later > 0 && [t.file.later, firstAt ? t.file.laterFrom(format.number(later), format.dateTime(firstAt)) : ""],
    laterForQuota > 0 && [t.file.laterForQuota, format.number(laterForQuota)],
    [t.file.excluded, format.number(refused + repeated)],
    suppressed > 0 && [t.file.suppressed, format.number(suppressed)],
    [t.file.changes, format.number(changes)],
    [t.bulk.cost, estimate.length > 0 ? estimate.map(format.money).join(" + ") : t.bulk.costUnknown],
    quota !== undefined && [
      t.today.quota,
      t.today.quotaLeft(format.number(quota.remaining), format.number(quota.daily)),
    ],
  ];
  return (
    <div role="status" aria-busy={isBusy}>
      <dl class="facts">
        {facts.map(
          (fact) =>
            fact && (
              <Fact key={fact[0]} name={fact[0]}>
                {fact[1]}
              </Fact>
            ),
        )}
      </dl>
      {quota?.isEnough === false && <p class="note note-bad">{t.file.quotaShort}</p>}
    </div>
  );
}

function RowNotes({ rows }: { readonly rows: readonly CheckedRow[] }) {
  const { t, format, language } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <ul class="row-notes" tabIndex={0} aria-label={t.file.notes}>
      {rows.map(({ row, reason, warnings, changes }) => (
        <li key={row}>
          <strong>{t.file.row(format.number(row))}</strong>
          <span dir="auto">
            {[reason, ...warnings]
              .flatMap((one) => (one ? [language === "vi" ? one.vietnamese : one.message] : []))
              .join(" ")}{" "}
            {changes.map(({ from, to }) => `${from} → ${to}`).join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Says what would happen, row by row where something is to be seen: by the file, and by what is stored. Nothing is sent. */
export function DryRun({ plan, onChecked }: DryRunProps) {
  const { t } = useWords();
  const { messages, desk, may } = useSession();
  const [summary, setSummary] = useState<CheckSummary>();
  const [firstAt, setFirstAt] = useState<Date>();
  const [noticed, setNoticed] = useState<readonly CheckedRow[]>([]);
  const { isBusy, error, run } = useAction();
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  async function check(): Promise<void> {
    const batch = createBatch({
      send: messages.sendTemplate,
      check: desk.messages.check,
      ...(may("read") && { quota: async () => (await desk.account({ app: toApp(plan.file.app) })).quota }),
    });
    const checked = batch.check(await plan.messages());
    const found: CheckedRow[] = [];
    let first: Date | undefined;
    let drawnAt = 0;
    for await (const row of checked) {
      if (!isShown.current) return;
      const isNoticed = row.reason !== undefined || row.warnings.length > 0 || row.changes.length > 0;
      if (isNoticed && found.length < rowsShown) found.push(row);
      if (row.sendAt && (first === undefined || row.sendAt < first)) first = row.sendAt;
      if (performance.now() - drawnAt < drawEveryMs) continue;
      drawnAt = performance.now();
      setSummary(checked.summary);
    }
    setSummary(checked.summary);
    setFirstAt(first);
    setNoticed(found);
    onChecked(checked.summary);
  }

  return (
    <section class="card">
      <h2>{t.file.check}</h2>
      <p class="muted">{t.file.checkLead}</p>
      <div class="actions">
        <button type="button" class="button primary" aria-disabled={isBusy} onClick={() => void run(check)}>
          {t.file.check}
        </button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {summary && <Found summary={summary} firstAt={firstAt} isBusy={isBusy} />}
      {noticed.length > 0 && <RowNotes rows={noticed} />}
    </section>
  );
}
