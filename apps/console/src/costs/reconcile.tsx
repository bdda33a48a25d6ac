import {
  type FilePreview,
  guessStatementColumns,
  previewFile,
  readRows,
  type Statement,
  type StatementColumns,
  toStatement,
} from "@nxzalo/batch/files";
import type { Reconciliation } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField } from "../parts/field.tsx";
import { FileDrop } from "../parts/file-drop.tsx";
import { usePlace } from "../router.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { Differences } from "./differences.tsx";
import { readView, toQuery } from "./view.ts";

/** A statement that was dropped, and what its columns are. */
interface OpenStatement {
  readonly file: File;
  readonly preview: FilePreview;
  readonly columns: StatementColumns;
}

const fields = ["id", "time", "amount", "currency"] as const;

/** Holds NXCLOUD's statement against what was charged in the month that is looked at. The file is read in the browser. */
export function Reconcile() {
  const { t, format } = useWords();
  const { desk } = useSession();
  const view = readView(usePlace().query);
  const [open, setOpen] = useState<OpenStatement>();
  const [statement, setStatement] = useState<Statement>();
  const [result, setResult] = useState<Reconciliation>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const change = (next: OpenStatement | undefined) => {
    setOpen(next);
    setStatement(undefined);
    setResult(undefined);
    setError(undefined);
  };

  async function choose(file: File): Promise<void> {
    try {
      const preview = await previewFile(file);
      change({ file, preview, columns: guessStatementColumns(preview.headings) });
    } catch (failure) {
      change(undefined);
      setError(failure);
    }
  }

  async function compare({ file, preview, columns }: OpenStatement): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    try {
      const read = await toStatement(await readRows(file, { encoding: preview.encoding }), columns);
      setStatement(read);
      const { groupBy: _, ...period } = toQuery(view);
      setResult(await desk.costs.reconcile({ ...period, rows: read.rows }, { timeoutMs: 60_000 }));
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  const names = open?.preview.headings.filter((name) => name !== "") ?? [];
  const damaged = statement?.damaged ?? [];
  const amounts = statement?.unreadable.filter((row) => !damaged.includes(row)) ?? [];
  const isReady = open !== undefined && open.columns.id !== "" && open.columns.amount !== "";
  return (
    <section class="card">
      <h2>{t.costs.reconcile}</h2>
      <p class="muted">{t.costs.reconcileLead}</p>
      <FileDrop choose={t.costs.choose} hint={t.file.drop} onFile={(file) => void choose(file)} />
      {open && (
        <div class="filters">
          {fields.map((field) => (
            <SelectField
              key={field}
              label={t.costs.columns[field]}
              value={open.columns[field]}
              onValue={(name) => change({ ...open, columns: { ...open.columns, [field]: name } })}
              options={[
                ["", field === "currency" ? t.costs.fixedCurrency : t.none],
                ...names.map((name) => [name, name] as const),
              ]}
            />
          ))}
          <button
            type="button"
            class="button primary"
            disabled={!isReady}
            aria-disabled={isBusy}
            onClick={() => void compare(open)}
          >
            {t.costs.compare}
          </button>
        </div>
      )}
      {statement && (
        <div role="status">
          <p class="muted">{t.costs.rowsRead(format.number(statement.rows.length))}</p>
          {amounts.length > 0 && <p class="note note-bad">{t.costs.unreadableRows(amounts.slice(0, 20).join(", "))}</p>}
          {damaged.length > 0 && <p class="note note-bad">{t.costs.damagedRows(damaged.slice(0, 20).join(", "))}</p>}
        </div>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      {result && <Differences result={result} month={view.month} />}
    </section>
  );
}
