import type { StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
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
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await desk.messages.cancel(message.messageId);
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={t.waiting.cancelTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.waiting.cancelLead}</p>
        {message.sendAt && <p>{t.waiting.at(format.dateTime(message.sendAt))}</p>}
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.waiting.keep}
          </button>
          <button type="submit" class="button primary danger" disabled={isBusy}>
            {t.waiting.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
