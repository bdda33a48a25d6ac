import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { PhoneField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

interface ForgetDialogProps {
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Deletes everything of a person, whose number has to be typed: the page does not know it whole. */
function ForgetDialog({ onDone, onClose }: ForgetDialogProps) {
  const { t, format } = useWords();
  const { journeys } = useSession();
  const [phone, setPhone] = useState("");
  async function submit(closed: AbortSignal) {
    const forgotten = await journeys.forget({ phone });
    // Another one may be open by then.
    if (!closed.aborted) onClose();
    onDone(t.forget.done(format.number(forgotten.journeys)));
  }
  return (
    <DialogForm title={t.forget.title} submitText={t.forget.submit} isDanger onSubmit={submit} onClose={onClose}>
      <p>{t.forget.lead}</p>
      <PhoneField label={t.forget.phone} value={phone} onValue={setPhone} />
    </DialogForm>
  );
}

export interface ForgetProps {
  /** Who is meant. */
  readonly text: string;
  readonly onChange: () => void;
}

/** Opens it; it stands last, away from what is pressed in a hurry. */
export function Forget({ text, onChange }: ForgetProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="actions">
      <button type="button" class="button quiet danger" onClick={() => setOpen(true)}>
        {text}
      </button>
      {isOpen && (
        <ForgetDialog
          onDone={(done) => {
            announce(done);
            onChange();
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
