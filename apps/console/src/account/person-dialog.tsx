import { useState } from "preact/hooks";
import { saveFile } from "../csv.ts";
import { dayOf } from "../format.ts";
import { announce } from "../parts/announcements.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

/** What a person has asked for: all that is stored of them, or that nobody writes to them. */
export type PersonWish = "export" | "restrict";

export interface PersonDialogProps {
  readonly wish: PersonWish;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Does what a person has asked for, whose whole number is typed. What is exported is saved by the browser, under a name without the number. */
export function PersonDialog({ wish, onDone, onClose }: PersonDialogProps) {
  const { t } = useWords();
  const { desk } = useSession();
  const texts = t.people[wish];
  const [phone, setPhone] = useState("");
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      if (wish === "export") {
        const data = await desk.people.export({ phone }, { timeoutMs: 60_000 });
        const blob = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
        saveFile(`nxzalo-${dayOf(new Date())}-person.json`, blob);
      } else await desk.people.restrict({ phone });
      announce(texts.done);
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{texts.lead}</p>
        <TextField
          label={t.suppressions.wholePhone}
          type="tel"
          inputMode="tel"
          required
          value={phone}
          onValue={setPhone}
        />
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {texts.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
