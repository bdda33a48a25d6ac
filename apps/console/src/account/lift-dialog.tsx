import type { SuppressionView } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface LiftDialogProps {
  readonly suppression: SuppressionView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Lets messages to a person out again, whose number has to be typed: the list does not show it whole. */
export function LiftDialog({ suppression, onDone, onClose }: LiftDialogProps) {
  const { t } = useWords();
  const { desk } = useSession();
  const { scope, source, app } = suppression;
  const [phone, setPhone] = useState("");
  const [isOther, setOther] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setOther(false);
    setError(undefined);
    try {
      const { removed } = await desk.suppressions.remove({ phone, scope, source, ...(app !== null && { app }) });
      if (removed > 0) {
        announce(t.suppressions.lifted);
        return onDone();
      }
      setOther(true);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  return (
    <Dialog title={t.suppressions.liftTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.suppressions.liftLead[source] ?? t.suppressions.liftLead.hand}</p>
        <TextField
          label={t.suppressions.wholePhone}
          type="tel"
          inputMode="tel"
          required
          value={phone}
          onValue={setPhone}
        />
        {isOther && (
          <p class="note note-bad" role="alert">
            {t.suppressions.otherPhone}
          </p>
        )}
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {t.suppressions.lift}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
