import type { SuppressionView } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { PhoneField } from "../parts/field.tsx";
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

  async function submit() {
    setOther(false);
    const { removed } = await desk.suppressions.remove({ phone, scope, source, ...(app !== null && { app }) });
    if (removed === 0) return setOther(true);
    announce(t.suppressions.lifted);
    onDone();
  }

  return (
    <DialogForm title={t.suppressions.liftTitle} submitText={t.suppressions.lift} onSubmit={submit} onClose={onClose}>
      <p>{t.suppressions.liftLead[source] ?? t.suppressions.liftLead.hand}</p>
      <PhoneField label={t.suppressions.wholePhone} value={phone} onValue={setPhone} />
      {isOther && (
        <p class="note note-bad" role="alert">
          {t.suppressions.otherPhone}
        </p>
      )}
    </DialogForm>
  );
}
