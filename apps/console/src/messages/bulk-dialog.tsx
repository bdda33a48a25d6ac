import type { DeskClient, Template } from "@nxzalo/client/desk";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { Fact } from "../parts/fact.tsx";
import { TextField } from "../parts/field.tsx";
import { explainError } from "../reasons.ts";
import { useSession } from "../session/session.ts";
import { useWords, type Words } from "../texts/use-words.ts";
import { type Filters, toConditions, unreadFilters } from "./filters.ts";
import { multiply } from "./multiply.ts";

export type BulkAction = "resend" | "cancel";

export interface BulkDialogProps {
  readonly action: BulkAction;
  readonly filters: Filters;
  readonly templates: readonly Template[] | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What one of the actions finds or does. */
interface Counts {
  readonly matched: number;
  readonly hasMore: boolean;
  /** How many of those it is for. */
  readonly fit: number;
  readonly done: number;
  readonly left: number;
  /** How many failed, by the codes of their errors. */
  readonly failed: Readonly<Record<string, number>>;
}

async function run(
  { messages }: DeskClient,
  action: BulkAction,
  input: Parameters<DeskClient["messages"]["cancelMany"]>[0],
  signal?: AbortSignal,
): Promise<Counts> {
  const limits = { signal, timeoutMs: 60_000 };
  if (action === "cancel") {
    const { matched, hasMore, cancellable, cancelled } = await messages.cancelMany(input, limits);
    return { matched, hasMore, fit: cancellable, done: cancelled, left: 0, failed: {} };
  }
  const { matched, hasMore, resendable, resent, left, failed } = await messages.resendMany(input, limits);
  return { matched, hasMore, fit: resendable, done: resent, left, failed };
}

/** What was done, and what was not. */
function tellResult({ done, left, failed }: Counts, action: BulkAction, { t, format, language }: Words): string[] {
  return [
    t.bulk[action].done(format.number(done)),
    ...(left > 0 ? [t.bulk.left(format.number(left))] : []),
    ...Object.entries(failed).map(
      ([code, messages]) => `${t.bulk.failed}: ${explainError(code, language)} (${format.number(messages)})`,
    ),
  ];
}

/** Counts what the filters fit, tells what that means, and does it when that is confirmed. */
export function BulkDialog({ action, filters, templates, onDone, onClose }: BulkDialogProps) {
  const words = useWords();
  const { t, format } = words;
  const texts = t.bulk[action];
  const { desk } = useSession();
  const where = toConditions(filters);
  const isEmpty = Object.keys(where).length === 0;
  const unread = unreadFilters(filters);
  const [counted, setCounted] = useState<Counts>();
  const [result, setResult] = useState<Counts>();
  const [typed, setTyped] = useState("");
  const [isChanged, setChanged] = useState(false);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    if (isEmpty || unread.length > 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    run(desk, action, { where, dryRun: true }, signal).then(setCounted, (failure) => {
      if (!signal.aborted) setError(failure);
    });
    return () => controller.abort();
  }, []);

  async function submit(closed: AbortSignal) {
    // What is confirmed is the number that was typed: others may have come since it was counted.
    const now = await run(desk, action, { where, dryRun: true }, closed);
    if (now.fit !== counted?.fit) {
      setCounted(now);
      setTyped("");
      return setChanged(true);
    }
    setChanged(false);
    const done = await run(desk, action, { where, dryRun: false });
    setResult(done);
    if (closed.aborted) announce(tellResult(done, action, words).join(" "));
    onDone();
  }

  const price = templates?.find(({ id }) => id === filters.template)?.price;
  const count = counted?.fit ?? 0;
  const cost = price && { amount: multiply(price.amount, count), currency: price.currency };
  const facts = counted && [
    [t.bulk.matched, format.number(counted.matched)],
    [t.bulk.excluded, format.number(counted.matched - count)],
    [texts.fit, format.number(count)],
    ...(action === "resend" ? [[t.bulk.cost, cost ? format.money(cost) : t.bulk.costUnknown] as const] : []),
  ];
  return (
    <DialogForm
      title={texts.title}
      submitText={count > 0 && !result ? texts.submit(format.number(count)) : undefined}
      canSubmit={typed.replace(/[\s.,]/g, "") === String(count)}
      closeText={result ? t.close : t.cancel}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{texts.lead}</p>
      {isEmpty && unread.length === 0 && <p class="note">{t.bulk.needsFilter}</p>}
      {unread.length > 0 && <p class="note">{t.bulk.unread(unread.map((name) => t.messages[name]).join(", "))}</p>}
      {facts && (
        <dl class="facts">
          {facts.map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </dl>
      )}
      {counted?.hasMore && <p class="hint">{t.bulk.hasMore}</p>}
      {count > 0 && !result && (
        <TextField label={t.bulk.confirm(String(count))} inputMode="numeric" value={typed} onValue={setTyped} />
      )}
      {isChanged && (
        <p class="note" role="alert">
          {t.bulk.changed}
        </p>
      )}
      {result && (
        <div class="note" role="status">
          {tellResult(result, action, words).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </DialogForm>
  );
}
