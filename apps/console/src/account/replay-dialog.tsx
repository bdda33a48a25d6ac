import { useState } from "preact/hooks";
import { addDays, dayOf } from "../format.ts";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface ReplayDialogProps {
  /** Called with how many events are delivered again. */
  readonly onDone: (replayed: number) => void;
  readonly onClose: () => void;
}

/** Delivers again what is over, of some days of Vietnam's calendar. */
export function ReplayDialog({ onDone, onClose }: ReplayDialogProps) {
  const { t } = useWords();
  const { desk } = useSession();
  const [from, setFrom] = useState(() => dayOf(new Date()));
  const [to, setTo] = useState(from);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const times = { from: `${from}T00:00:00+07:00`, to: `${addDays(to, 1)}T00:00:00+07:00` };
      onDone((await desk.events.replay(times, { timeoutMs: 60_000 })).replayed);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={t.events.replayTitle} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.events.replayLead}</p>
        <div class="filters">
          <TextField label={t.messages.from} type="date" required value={from} onValue={setFrom} />
          <TextField label={t.messages.to} type="date" required value={to} onValue={setTo} />
        </div>
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {t.events.again}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
