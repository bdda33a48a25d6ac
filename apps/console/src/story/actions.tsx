import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { closeOnly } from "../parts/dialog.tsx";
import { isResendable } from "../people-states.ts";
import { needsCorrection } from "../reasons.ts";
import { isTheirs, useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { ResendDialog } from "./resend-dialog.tsx";

export interface ActionsProps {
  readonly message: StoredMessage;
  /** The whole of it, once it was looked at. */
  readonly details: MessageDetails | undefined;
  /** Looks at the whole of it, where the caller may; gives whether it is there. */
  readonly onLook: () => Promise<boolean>;
  readonly onChange: () => void;
}

/** What is sent again: the message that was shown when the dialog was opened, whatever becomes the newest meanwhile. */
interface Open {
  readonly message: StoredMessage;
  readonly isCorrection: boolean;
}

/** What can be done about a message by who looks at it; the gateway decides, this only leaves out what it would refuse. */
export function Actions({ message, details, onLook, onChange }: ActionsProps) {
  const { t } = useWords();
  const session = useSession();
  const { may } = session;
  const [open, setOpen] = useState<Open>();
  const { state, caller } = message;
  const needsForce = state === "unknown";
  const canResend = may("send") && (isResendable(state) || (needsForce && may("admin")));
  const mayResend = canResend && isTheirs(session, message);
  const isOfOthers = may("send") && (canResend || state === "scheduled") && !isTheirs(session, message);
  /** What is corrected has to be seen first. */
  const correct = async () => {
    if (may("people") && !details && !(await onLook())) return;
    setOpen({ message, isCorrection: true });
  };
  const finish = (text: string) => {
    setOpen(closeOnly(open));
    announce(text);
    onChange();
  };
  const correctFirst = needsCorrection(message);
  const correctButton = (
    <button type="button" class={correctFirst ? "button primary" : "button"} onClick={() => void correct()}>
      {t.resend.correct}
    </button>
  );
  return (
    <div class="actions">
      {mayResend && (
        <>
          {correctFirst && correctButton}
          <button
            type="button"
            class={correctFirst ? "button" : "button primary"}
            onClick={() => setOpen({ message, isCorrection: false })}
          >
            {t.resend.again}
          </button>
          {!correctFirst && correctButton}
        </>
      )}
      {isOfOthers && (
        <p class="hint">
          <bdi>{caller === null ? t.resend.ofOthers : t.resend.ofOther(caller)}</bdi>
        </p>
      )}
      {needsForce && may("send") && !may("admin") && <p class="hint">{t.resend.notAllowed}</p>}
      {open && (
        <ResendDialog
          message={open.message}
          details={details}
          isCorrection={open.isCorrection}
          onDone={finish}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
