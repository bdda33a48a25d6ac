import { useState } from "preact/hooks";
import { now } from "../api/clock.ts";
import { addDays, dayOf } from "../format.ts";
import { DialogForm } from "../parts/dialog-form.tsx";
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
  const [from, setFrom] = useState(() => dayOf(now()));
  const [to, setTo] = useState(from);

  async function submit(closed: AbortSignal) {
    const times = { from: `${from}T00:00:00+07:00`, to: `${addDays(to, 1)}T00:00:00+07:00` };
    const { replayed } = await desk.events.replay(times, { timeoutMs: 60_000 });
    // Another one may be open by then.
    if (!closed.aborted) onClose();
    onDone(replayed);
  }

  return (
    <DialogForm title={t.events.replayTitle} submitText={t.events.again} onSubmit={submit} onClose={onClose}>
      <p>{t.events.replayLead}</p>
      <div class="filters">
        <TextField label={t.messages.from} type="date" required value={from} onValue={setFrom} />
        <TextField label={t.messages.to} type="date" required value={to} onValue={setTo} />
      </div>
    </DialogForm>
  );
}
