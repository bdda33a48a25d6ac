import { useState } from "preact/hooks";
import { now } from "../api/clock.ts";
import { dayOf } from "../format.ts";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { PhoneField } from "../parts/field.tsx";
import { saveFile } from "../save-file.ts";
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

  async function submit(closed: AbortSignal) {
    if (wish === "export") {
      const data = await desk.people.export({ phone }, { timeoutMs: 60_000, signal: closed });
      const blob = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
      saveFile(`nxzalo-${dayOf(now())}-person.json`, blob);
    } else await desk.people.restrict({ phone });
    announce(texts.done);
    onDone();
  }

  return (
    <DialogForm title={texts.title} submitText={texts.submit} onSubmit={submit} onClose={onClose}>
      <p>{texts.lead}</p>
      <PhoneField label={t.suppressions.wholePhone} value={phone} onValue={setPhone} />
    </DialogForm>
  );
}
