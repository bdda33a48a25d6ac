import { type CheckedRow, type CheckSummary, createBatch } from "@nxzalo/batch";
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorNote } from "../parts/error-note.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Plan } from "./plan.ts";

export interface DryRunProps {
  readonly plan: Plan;
  readonly onChecked: () => void;
}

const rowsShown = 200;
const drawEveryMs = 200;

/** Says what would happen, row by row where something is to be seen; nothing is sent. */
export function DryRun({ plan, onChecked }: DryRunProps) {
  const { t, format, language } = useWords();
  const { messages } = useSession();
  const [summary, setSummary] = useState<CheckSummary>();
  const [noticed, setNoticed] = useState<readonly CheckedRow[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  async function check(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const run = createBatch({ send: messages.sendTemplate }).check(await plan.messages());
      const found: CheckedRow[] = [];
      let drawnAt = 0;
      for await (const row of run) {
        if (!isShown.current) return;
        const isNoticed = row.reason !== undefined || row.warnings.length > 0 || row.changes.length > 0;
        if (isNoticed && found.length < rowsShown) found.push(row);
        if (performance.now() - drawnAt < drawEveryMs) continue;
        drawnAt = performance.now();
        setSummary(run.summary);
      }
      setSummary(run.summary);
      setNoticed(found);
      if (run.summary.send > 0) onChecked();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  const price = plan.template?.price;
  const counts = summary && [
    [t.file.rows, format.number(summary.rows)],
    [t.file.willSend, format.number(summary.send)],
    [t.file.excluded, format.number(summary.refused + summary.repeated)],
    [t.file.changes, format.number(summary.changes)],
    [t.bulk.cost, estimate(summary, price) ?? t.bulk.costUnknown],
  ];
  function estimate({ send }: CheckSummary, of: typeof price): string | undefined {
    return of && format.money({ amount: String(Number(of.amount) * send), currency: of.currency });
  }
  return (
    <section class="card">
      <h2>{t.file.check}</h2>
      <p class="muted">{t.file.checkLead}</p>
      <div class="actions">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => void check()}>
          {t.file.check}
        </button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {counts && (
        <div role="status">
          <dl class="facts">
            {counts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {noticed.length > 0 && (
        <ul class="row-notes">
          {noticed.map(({ row, reason, warnings, changes }) => (
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
      )}
    </section>
  );
}
