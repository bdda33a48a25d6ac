import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { isResendable } from "../people-states.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { ForgetDialog } from "./forget-dialog.tsx";
import { ResendDialog } from "./resend-dialog.tsx";

export interface ActionsProps {
  readonly message: StoredMessage;
  readonly details: MessageDetails | undefined;
  readonly onChange: () => void;
}

type Open = "again" | "correct" | "forget";

/** What can be done about a message by who looks at it; the gateway decides, this only leaves out what it would refuse. */
export function Actions({ message, details, onChange }: ActionsProps) {
  const { t } = useWords();
  const { may, me } = useSession();
  const [open, setOpen] = useState<Open>();
  const isTheirs = may("admin") || message.caller === me.caller;
  const needsForce = message.state === "unknown";
  const mayResend = may("send") && isTheirs && (isResendable(message.state) || (needsForce && may("admin")));
  const finish = (text: string) => {
    setOpen(undefined);
    announce(text);
    onChange();
  };
  const close = () => setOpen(undefined);
  return (
    <div class="actions">
      {mayResend && (
        <>
          <button type="button" class="button primary" onClick={() => setOpen("again")}>
            {t.resend.again}
          </button>
          <button type="button" class="button" onClick={() => setOpen("correct")}>
            {t.resend.correct}
          </button>
        </>
      )}
      {may("admin") && (
        <button type="button" class="button quiet danger" onClick={() => setOpen("forget")}>
          {t.forget.open}
        </button>
      )}
      {needsForce && !may("admin") && <p class="hint">{t.resend.notAllowed}</p>}
      {(open === "again" || open === "correct") && (
        <ResendDialog
          message={message}
          details={details}
          isCorrection={open === "correct"}
          onDone={() => finish(t.resend.done)}
          onClose={close}
        />
      )}
      {open === "forget" && <ForgetDialog onDone={finish} onClose={close} />}
    </div>
  );
}
