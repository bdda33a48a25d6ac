import type { EventView } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useCursorList } from "../api/use-cursor-list.ts";
import { announce } from "../parts/announcements.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField } from "../parts/field.tsx";
import { ListEnd } from "../parts/list-end.tsx";
import { useAction } from "../parts/use-action.ts";
import { useSession } from "../session/session.ts";
import { useWords, type Words } from "../texts/use-words.ts";
import { ReplayDialog } from "./replay-dialog.tsx";

const states = ["dead", "waiting", "delivered"] as const;

/** What never had a target, or has nothing left to tell, is not delivered again. */
const isReplayable = ({ state, reason }: EventView): boolean =>
  state !== "waiting" && !["unmatched", "unreadable", "deleted"].includes(reason ?? "");

function tellReason({ reason = "", detail }: EventView, { t }: Words): string {
  const [, status] = /^status_(\d+)$/.exec(reason) ?? [];
  const names: Readonly<Record<string, string>> = t.events.reasons;
  const told = status === undefined ? (names[reason] ?? reason) : t.events.status(status);
  return detail === undefined ? told : `${told} (${detail})`;
}

interface RowProps {
  readonly event: EventView;
  readonly onReplay: (event: EventView) => void;
}

function Row({ event, onReplay }: RowProps) {
  const words = useWords();
  const { t, format } = words;
  const { type, createdAt, messageId, tries, dueAt, endedAt, receipt, text, reason } = event;
  const names: Readonly<Record<string, string>> = t.events.types;
  const content = text ?? (receipt && JSON.stringify(receipt, null, 2));
  return (
    <li class="row-between row-line">
      <div>
        <p>
          <strong>{names[type] ?? type}</strong> {messageId !== undefined && <code class="code-cell">{messageId}</code>}
        </p>
        {reason !== undefined && <p dir="auto">{tellReason(event, words)}</p>}
        <p class="muted">
          {format.dateTime(createdAt)} · {t.events.tries(format.number(tries))}
          {dueAt && ` · ${t.events.next(format.dateTime(dueAt))}`}
          {endedAt && ` · ${t.events.ended(format.dateTime(endedAt))}`}
        </p>
        {content !== undefined && (
          <details>
            <summary>{t.events.content}</summary>
            <pre class="raw" dir="auto">
              {content}
            </pre>
          </details>
        )}
      </div>
      {isReplayable(event) && (
        <button type="button" class="button" onClick={() => onReplay(event)}>
          {t.events.again}
        </button>
      )}
    </li>
  );
}

/** What waits to be delivered to other systems, what was, and what was given up; delivered again one by one, or all of some days. */
export function Events() {
  const { t, format } = useWords();
  const { desk } = useSession();
  const [state, setState] = useState<(typeof states)[number]>("dead");
  const [isReplaying, setReplaying] = useState(false);
  const replaying = useAction();
  const [replayed, setReplayed] = useState<EventView>();
  const list = useCursorList(`events ${state}`, async (cursor, signal) => {
    const { events, nextCursor } = await desk.events.search({ state, cursor }, { signal });
    return { rows: events, nextCursor };
  });
  const { rows, refresh } = list;
  const finish = (events: number) => {
    announce(t.events.replayed(format.number(events)));
    refresh();
  };
  /** One event: all that were stored in its millisecond. */
  const replayOne = (event: EventView) =>
    replaying.run(async () => {
      setReplayed(event);
      const { createdAt } = event;
      finish((await desk.events.replay({ from: createdAt, to: new Date(createdAt.getTime() + 1) })).replayed);
    });
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t.events.title}</h2>
        <button type="button" class="button" onClick={() => setReplaying(true)}>
          {t.events.replay}
        </button>
      </div>
      <p class="muted">{t.events.lead}</p>
      <div class="filters">
        <SelectField
          label={t.messages.state}
          value={state}
          onValue={(next) => setState(next as (typeof states)[number])}
          options={states.map((own) => [own, t.events.states[own]] as const)}
        />
      </div>
      {replaying.error !== undefined && replayed && (
        <ErrorNote error={replaying.error} onRetry={() => void replayOne(replayed)} />
      )}
      {rows?.length === 0 && <p class="empty">{t.account.nothing}</p>}
      <ul class="plain">
        {rows?.map((event) => (
          <Row key={event.eventId} event={event} onReplay={(one) => void replayOne(one)} />
        ))}
      </ul>
      <ListEnd list={list} />
      {isReplaying && <ReplayDialog onDone={finish} onClose={() => setReplaying(false)} />}
    </section>
  );
}
