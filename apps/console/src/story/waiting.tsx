import type { StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { templateName, useTemplates } from "../api/use-templates.ts";
import { announce } from "../parts/announcements.tsx";
import { closeOnly } from "../parts/dialog.tsx";
import { isTheirs, useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { CancelDialog } from "./cancel-dialog.tsx";

export interface WaitingProps {
  readonly messages: readonly StoredMessage[];
  readonly onChange: () => void;
}

/** The messages of a parcel that wait: when they go, what holds them, and an end to it. */
export function Waiting({ messages, onChange }: WaitingProps) {
  const { t, format } = useWords();
  const session = useSession();
  const templates = useTemplates();
  const [chosen, setChosen] = useState<StoredMessage>();
  const waiting = messages.filter(({ state }) => state === "scheduled");
  if (waiting.length === 0 && !chosen) return null;
  return (
    <section aria-label={t.waiting.title}>
      <h3>{t.waiting.title}</h3>
      <ul class="plain">
        {waiting.map((message) => (
          <li key={message.messageId} class="row-between">
            <div>
              <p dir="auto">{templateName(templates, message.templateId)}</p>
              <p class="muted">
                {message.sendAt && t.waiting.at(format.dateTime(message.sendAt))}
                {message.heldFor && ` · ${t.waiting.heldFor[message.heldFor] ?? message.heldFor}`}
              </p>
            </div>
            {session.may("send") && isTheirs(session, message) && (
              <button type="button" class="button" onClick={() => setChosen(message)}>
                {t.waiting.cancel}
              </button>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <CancelDialog
          message={chosen}
          onDone={() => {
            setChosen(closeOnly(chosen));
            announce(t.waiting.done);
            onChange();
          }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </section>
  );
}
