import type { ResendManyResult, Template } from "@nxzalo/client/desk";
import { useEffect, useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { type Filters, toConditions } from "./filters.ts";
import { multiply } from "./multiply.ts";

export interface BulkDialogProps {
  readonly filters: Filters;
  readonly templates: readonly Template[] | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Counts what the filters fit, tells what that means, and sends it again when that is confirmed. */
export function BulkDialog({ filters, templates, onDone, onClose }: BulkDialogProps) {
  const { t, format } = useWords();
  const { desk } = useSession();
  const where = toConditions(filters);
  const isEmpty = Object.keys(where).length === 0;
  const [counted, setCounted] = useState<ResendManyResult>();
  const [result, setResult] = useState<ResendManyResult>();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    if (isEmpty) return;
    const controller = new AbortController();
    const { signal } = controller;
    desk.messages.resendMany({ where, dryRun: true }, { signal }).then(setCounted, (failure) => {
      if (!signal.aborted) setError(failure);
    });
    return () => controller.abort();
  }, []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      setResult(await desk.messages.resendMany({ where, dryRun: false }, { timeoutMs: 60_000 }));
      onDone();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  const price = templates?.find(({ id }) => id === filters.template)?.price;
  const count = counted?.resendable ?? 0;
  const cost = price && { amount: multiply(price.amount, count), currency: price.currency };
  const facts = counted && [
    [t.bulk.matched, format.number(counted.matched)],
    [t.bulk.excluded, format.number(counted.matched - count)],
    [t.bulk.resendable, format.number(count)],
    [t.bulk.cost, cost ? format.money(cost) : t.bulk.costUnknown],
  ];
  return (
    <Dialog title={t.bulk.title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.bulk.lead}</p>
        {isEmpty && <p class="note">{t.bulk.needsFilter}</p>}
        {facts && (
          <dl class="facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {counted?.hasMore && <p class="hint">{t.bulk.hasMore}</p>}
        {count > 0 && !result && (
          <TextField label={t.bulk.confirm(String(count))} inputMode="numeric" value={typed} onValue={setTyped} />
        )}
        {result && (
          <div class="note" role="status">
            <p>{t.bulk.done(format.number(result.resent), format.number(result.left))}</p>
            {Object.entries(result.failed).map(([code, messages]) => (
              <p key={code}>
                {t.bulk.failed}: {code} ({format.number(messages)})
              </p>
            ))}
          </div>
        )}
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {result ? t.close : t.cancel}
          </button>
          {count > 0 && !result && (
            <button type="submit" class="button primary" disabled={isBusy || typed.trim() !== String(count)}>
              {t.bulk.submit(format.number(count))}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
