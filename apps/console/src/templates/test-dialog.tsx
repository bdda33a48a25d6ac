import type { AcceptedMessage } from "@nxzalo/client";
import type { Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { VariableFields } from "../parts/variable-fields.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface TestDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
}

/** Sends one message of a template, to see it on a phone. */
export function TestDialog({ template, onClose }: TestDialogProps) {
  const { t } = useWords();
  const { messages } = useSession();
  const [phone, setPhone] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [sent, setSent] = useState<AcceptedMessage>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const templateData = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      setSent(await messages.sendTemplate({ phone, templateId: template.id, templateData }));
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  }

  return (
    <Dialog title={t.templates.testTitle(template.name ?? template.id)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t.templates.testLead}</p>
        <TextField label={t.templates.testPhone} type="tel" inputMode="tel" required value={phone} onValue={setPhone} />
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
        {error !== undefined && <ErrorNote error={error} />}
        {sent && (
          <p class="note note-good" role="status">
            {t.templates.sent(t.storedStates[sent.state ?? "accepted"])}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {sent ? t.close : t.cancel}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {t.templates.send}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
