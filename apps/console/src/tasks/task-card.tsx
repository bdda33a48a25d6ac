import type { Task, UpdateTaskInput } from "@nxzalo/client/desk";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatPhone } from "../format.ts";
import { announce } from "../parts/announcements.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { StateChip } from "../parts/state-chip.tsx";
import { reasonOf } from "../reasons.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface TaskCardProps {
  readonly task: Task;
  readonly onChange: () => void;
  /** Shows what happened; absent for who may not look it up. */
  readonly onOpen: (() => void) | undefined;
}

/** A phone as a note shows it, such as `84*****5678`. */
const isMasked = /\*{5}/;

/** One message that has to be looked after, who does, and what was done. */
export function TaskCard({ task, onChange, onOpen }: TaskCardProps) {
  const { t, format, language } = useWords();
  const { desk, me, may } = useSession();
  const { message, state, takenBy, calledAt, note = "" } = task;
  const { messageId, reference, phone, createdAt } = message;
  const [edited, setEdited] = useState<string>();
  /** What was saved, and is not read back yet. */
  const saved = useRef<string>(undefined);
  useEffect(() => {
    const { current } = saved;
    saved.current = undefined;
    setEdited((written) => (written === current ? undefined : written));
  }, [note]);
  const isEdited = edited !== undefined && edited !== note;
  const [error, setError] = useState<unknown>();
  const reason = reasonOf(message, language);
  const isMine = takenBy === me.caller;

  async function run(action: () => Promise<unknown>): Promise<void> {
    setError(undefined);
    try {
      await action();
      onChange();
    } catch (failure) {
      setError(failure);
    }
  }
  const take = (force: boolean) =>
    run(async () => {
      const taken = await desk.tasks.take(force ? { messageId, force } : { messageId });
      if (!taken.isTaken) announce(t.tasks.other(taken.task.takenBy ?? ""));
    });
  const update = (changes: Omit<UpdateTaskInput, "messageId">) =>
    run(async () => {
      await desk.tasks.update({ messageId, ...(isEdited && { note: edited }), ...changes });
      if (isEdited) saved.current = edited;
    });

  return (
    <li class="card">
      <div class="card-head">
        <div>
          <h2 dir="auto">{reference ?? t.find.noReference}</h2>
          <p class="muted digits">
            {formatPhone(phone)} · {format.dateTime(createdAt)}
          </p>
        </div>
        <StateChip state={message.state} />
      </div>
      {reason && (
        <p>
          {reason.meaning} <span class="muted">{reason.hint}</span>
        </p>
      )}
      {takenBy !== undefined && !isMine && (
        <p class="muted">
          <bdi>{(state === "done" ? t.tasks.doneBy : t.tasks.takenBy)(takenBy)}</bdi>
        </p>
      )}
      {calledAt && <p class="muted">{t.tasks.calledAt(format.dateTime(calledAt))}</p>}
      {isMine && state === "taken" ? (
        <TextField
          label={t.tasks.note}
          hint={isMasked.test(edited ?? note) ? t.tasks.noteMasked : undefined}
          maxLength={1000}
          dir="auto"
          value={edited ?? note}
          onValue={setEdited}
        />
      ) : (
        note !== "" && <p dir="auto">{note}</p>
      )}
      <div class="actions">
        {state === "open" && (
          <button type="button" class="button primary" onClick={() => void take(false)}>
            {t.tasks.take}
          </button>
        )}
        {state === "taken" && !isMine && may("admin") && (
          <button type="button" class="button" onClick={() => void take(true)}>
            {t.tasks.takeFrom}
          </button>
        )}
        {state === "taken" && isMine && (
          <>
            <button type="button" class="button primary" onClick={() => void update({ done: true })}>
              {t.tasks.done}
            </button>
            {!calledAt && (
              <button type="button" class="button" onClick={() => void update({ called: true })}>
                {t.tasks.called}
              </button>
            )}
            {isEdited && (
              <button type="button" class="button" onClick={() => void update({})}>
                {t.save}
              </button>
            )}
            <button type="button" class="button quiet" onClick={() => void update({ release: true })}>
              {t.tasks.release}
            </button>
          </>
        )}
        {state === "done" && isMine && (
          <button type="button" class="button" onClick={() => void update({ done: false })}>
            {t.tasks.reopen}
          </button>
        )}
        {onOpen && (
          <button type="button" class="button quiet" onClick={onOpen}>
            {t.tasks.open}
          </button>
        )}
      </div>
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  );
}
