import type { AcceptedMessage } from "@nxzalo/client";
import type { Template } from "@nxzalo/client/desk";
import { useRef, useState } from "preact/hooks";
import { AppField } from "../parts/app-field.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { Fact } from "../parts/fact.tsx";
import { PhoneField } from "../parts/field.tsx";
import { VariableFields } from "../parts/variable-fields.tsx";
import { toApp, useSession } from "../session/session.ts";
import { useWords, type Words } from "../texts/use-words.ts";

export interface TestDialogProps {
  readonly template: Template;
  readonly onClose: () => void;
}

/** A test that waits for its quiet hours to end has not left yet. */
function tellSent({ state = "accepted", sendAt }: AcceptedMessage, { t, format }: Words): string {
  return sendAt ? t.templates.waits(format.dateTime(sendAt)) : t.templates.sent(t.storedStates[state] ?? state);
}

/** A key of its own for each message; `crypto.randomUUID` is for pages over https alone. */
const newKey = () => `console-test-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

/** Sends one message of a template, to see it on a phone. The same one, tried again after its answer was lost, is sent once. */
export function TestDialog({ template, onClose }: TestDialogProps) {
  const words = useWords();
  const { t } = words;
  const { messages, me } = useSession();
  const [phone, setPhone] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [app, setApp] = useState(me.apps[0]);
  const [sent, setSent] = useState<AcceptedMessage>();
  const templateData = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

  const asked = useRef({ content: "", idempotencyKey: "" });

  async function submit() {
    const message = { phone, templateId: template.id, templateData, app: toApp(app) };
    const content = JSON.stringify(message);
    if (asked.current.content !== content) asked.current = { content, idempotencyKey: newKey() };
    setSent(await messages.sendTemplate(message, { idempotencyKey: asked.current.idempotencyKey }));
  }

  return (
    <DialogForm
      title={t.templates.testTitle(template.name ?? template.id)}
      submitText={sent ? undefined : t.templates.send}
      closeText={sent ? t.close : t.cancel}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t.templates.testLead}</p>
      <PhoneField label={t.templates.testPhone} value={phone} onValue={setPhone} />
      <AppField value={app} onValue={setApp} />
      <VariableFields template={template} values={values} onValues={setValues} />
      <section class="preview" aria-label={t.templates.preview}>
        <h3>{t.templates.previewLead}</h3>
        <dl class="facts">
          {Object.entries(templateData).map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </dl>
      </section>
      {sent && (
        <p class="note note-good" role="status">
          {tellSent(sent, words)}
        </p>
      )}
    </DialogForm>
  );
}
