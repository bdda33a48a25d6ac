import type { StoredMessage } from "@nxzalo/client/desk";
import { DialogForm } from "../parts/dialog-form.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface CancelDialogProps {
  readonly message: StoredMessage;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Cancels a message that waits, once that is confirmed. */
export function CancelDialog({ message, onDone, onClose }: CancelDialogProps) {
  const { t, format } = useWords();
  const { desk } = useSession();

  async function submit() {
    await desk.messages.cancel(message.messageId);
    onDone();
  }

  return (
    <DialogForm
      title={t.waiting.cancelTitle}
      submitText={t.waiting.cancel}
      closeText={t.waiting.keep}
      isDanger
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t.waiting.cancelLead}</p>
      {message.sendAt && <p>{t.waiting.at(format.dateTime(message.sendAt))}</p>}
    </DialogForm>
  );
}
