import type { SuppressionScope, Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { AppField } from "../parts/app-field.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { PhoneField, SelectField, TextField } from "../parts/field.tsx";
import { toApp, useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface SuppressDialogProps {
  readonly templates: readonly Template[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Stops messages to one person. */
export function SuppressDialog({ templates, onDone, onClose }: SuppressDialogProps) {
  const { t } = useWords();
  const { desk, me } = useSession();
  const [phone, setPhone] = useState("");
  const [scope, setScope] = useState<string>("all");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [app, setApp] = useState(me.apps[0]);

  async function submit(closed: AbortSignal) {
    await desk.suppressions.add({
      phone,
      scope: scope as SuppressionScope,
      reason,
      ...(until !== "" && { until: `${until}T23:59:59+07:00` }),
      app: toApp(app),
    });
    announce(t.suppressions.added);
    // Another one may be open by then.
    if (!closed.aborted) onClose();
    onDone();
  }

  const scopes: readonly (readonly [string, string])[] = [
    ["all", t.suppressions.all],
    ...([1, 2, 3] as const).map((tag) => [`tag:${tag}`, t.suppressions.ofTag(t.templates.tag[tag])] as const),
    ...templates.map(({ id, name }) => [`template:${id}`, t.suppressions.ofTemplate(name ?? id)] as const),
  ];
  return (
    <DialogForm title={t.suppressions.addTitle} submitText={t.suppressions.submit} onSubmit={submit} onClose={onClose}>
      <p>{t.suppressions.addLead}</p>
      <PhoneField label={t.story.phone} value={phone} onValue={setPhone} />
      <SelectField label={t.suppressions.scope} value={scope} onValue={setScope} options={scopes} />
      <TextField
        label={t.reason.title}
        hint={t.suppressions.reasonHint}
        required
        maxLength={200}
        dir="auto"
        value={reason}
        onValue={setReason}
      />
      <TextField
        label={t.suppressions.untilDay}
        hint={t.suppressions.untilHint}
        type="date"
        value={until}
        onValue={setUntil}
      />
      <AppField value={app} onValue={setApp} />
    </DialogForm>
  );
}
