import type { AcceptedMessage } from "@nxzalo/client";
import type { Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { AppField } from "../parts/app-field.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { TextField } from "../parts/field.tsx";
import { VariableFields } from "../parts/variable-fields.tsx";
import { toApp, useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface TestDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
}

/** Sends one message of a template, to see it on a phone. */
export function TestDialog({ template, onClose }: TestDialogProps) {
  const { t } = useWords();
  const { messages, me } = useSession();
  const [phone, setPhone] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [app, setApp] = useState(me.apps[0]);
  const [sent, setSent] = useState<AcceptedMessage>();
  const templateData = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

  async function submit() {
    setSent(await messages.sendTemplate({ phone, templateId: template.id, templateData, app: toApp(app) }));
  }

  return (
    <DialogForm
      title={t.templates.testTitle(template.name ?? template.id)}
      submitText={t.templates.send}
      closeText={sent ? t.close : t.cancel}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t.templates.testLead}</p>
      <TextField label={t.templates.testPhone} type="tel" inputMode="tel" required value={phone} onValue={setPhone} />
      <AppField value={app} onValue={setApp} />
      <VariableFields template={template} values={values} onValues={setValues} />
      <section class="preview" aria-label={t.templates.preview}>
        <h3>{t.templates.previewLead}</h3>
        <dl class="facts">
          {Object.entries(templateData).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {sent && (
        <p class="note note-good" role="status">
          {t.templates.sent(t.storedStates[sent.state ?? "accepted"])}
        </p>
      )}
    </DialogForm>
  );
}
