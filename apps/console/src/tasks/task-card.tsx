import type { Task, UpdateTaskInput } from "@nxzalo/client/desk";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatPhone } from "../format.ts";
import { announce } from "../parts/announcements.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { StateChip } from "../parts/state-chip.tsx";
import { useAction } from "../parts/use-action.ts";
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

/** What is written down about a task. */
type Changes = Omit<UpdateTaskInput, "messageId">;

interface TaskActionsProps {
  readonly task: Task;
  readonly isBusy: boolean;
  /** Whether there is a note that is not saved. */
  readonly isEdited: boolean;
  readonly onTake: (force: boolean) => void;
  /** Writes down what was done; `text` says so once it is. */
  readonly onUpdate: (changes: Changes, text: string) => void;
  readonly onOpen: (() => void) | undefined;
}

/** What the person may do about the task. */
function TaskActions({ task, isBusy, isEdited, onTake, onUpdate, onOpen }: TaskActionsProps) {
  const { t } = useWords();
  const { me, may } = useSession();
  const { state, takenBy, calledAt } = task;
  const isMine = takenBy === me.caller;
  const press = { class: "button", "aria-disabled": isBusy } as const;
  return (
    <div class="actions">
      {state === "open" && (
        <button type="button" {...press} class="button primary" onClick={() => onTake(false)}>
          {t.tasks.take}
        </button>
      )}
      {state === "taken" && !isMine && may("admin") && (
        <button type="button" {...press} onClick={() => onTake(true)}>
          {t.tasks.takeFrom}
        </button>
      )}
      {state === "taken" && isMine && (
        <>
          <button
            type="button"
            {...press}
            class="button primary"
            onClick={() => onUpdate({ done: true }, t.tasks.did.done)}
          >
            {t.tasks.done}
          </button>
          {!calledAt && (
            <button type="button" {...press} onClick={() => onUpdate({ called: true }, t.tasks.did.called)}>
              {t.tasks.called}
            </button>
          )}
          {isEdited && (
            <button type="button" {...press} onClick={() => onUpdate({}, t.tasks.did.note)}>
              {t.save}
            </button>
          )}
          <button
            type="button"
            {...press}
            class="button quiet"
            onClick={() => onUpdate({ release: true }, t.tasks.did.release)}
          >
            {t.tasks.release}
          </button>
        </>
      )}
      {state === "done" && isMine && (
        <button type="button" {...press} onClick={() => onUpdate({ done: false }, t.tasks.did.reopen)}>
          {t.tasks.reopen}
        </button>
      )}
      {onOpen && (
        <button type="button" class="button quiet" onClick={onOpen}>
          {t.tasks.open}
        </button>
      )}
    </div>
  );
}

/** One message that has to be looked after, who does, and what was done. */
export function TaskCard({ task, onChange, onOpen }: TaskCardProps) {
  const { t, format, language } = useWords();
  const { desk, me } = useSession();
  /** The answer to what was done here, until the list is read anew. */
  const [answered, setAnswered] = useState<Task>();
  useLayoutEffect(() => setAnswered(undefined), [task]);
  const card = useRef<HTMLLIElement>(null);
  const shown = answered ?? task;
  const { message, state, takenBy, calledAt, note = "" } = shown;
  const { messageId, reference, phone, createdAt } = message;
  const [edited, setEdited] = useState<string>();
  const isEdited = edited !== undefined && edited !== note;
  const { isBusy, error, run } = useAction();
  /** What fails may have been done meanwhile, here or by another person. */
  const act = async (work: () => Promise<void>) => {
    if (!(await run(work))) onChange();
  };
  const reason = reasonOf(message, language);
  const isMine = takenBy === me.caller;

  function finish(answer: Task, text: string): void {
    setAnswered(answer);
    announce(text);
    onChange();
    // The button that was pressed may be gone, and the focus with it.
    requestAnimationFrame(() => document.activeElement === document.body && card.current?.focus());
  }
  const take = (force: boolean) =>
    act(async () => {
      const taken = await desk.tasks.take(force ? { messageId, force } : { messageId });
      finish(taken.task, taken.isTaken ? t.tasks.did.take : t.tasks.other(taken.task.takenBy ?? ""));
    });
  const update = (changes: Changes, text: string) =>
    act(async () => {
      const answer = await desk.tasks.update({ messageId, ...(isEdited && { note: edited }), ...changes });
      // What was typed since then is not saved.
      setEdited((written) => (written === edited ? undefined : written));
      finish(answer, text);
    });

  return (
    <li ref={card} class="card" tabIndex={-1}>
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
      <TaskActions
        task={shown}
        isBusy={isBusy}
        isEdited={isEdited}
        onTake={(force) => void take(force)}
        onUpdate={(changes, text) => void update(changes, text)}
        onOpen={onOpen}
      />
      {error !== undefined && <ErrorNote error={error} />}
    </li>
  );
}
