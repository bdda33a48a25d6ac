import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useTemplates } from "../api/use-templates.ts";
import { DialogForm } from "../parts/dialog-form.tsx";
import { TextField } from "../parts/field.tsx";
import { VariableFields } from "../parts/variable-fields.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

export interface ResendDialogProps {
  readonly message: StoredMessage;
  /** With what it says, for those who may see it. */
  readonly details: MessageDetails | undefined;
  /** Whether the phone or the content is to be changed first. */
  readonly isCorrection: boolean;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

const filled = (data: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => name.trim() !== "" && value !== ""));

/** Sends a message again, after a correction where one is wanted. */
export function ResendDialog({ message, details, isCorrection, onDone, onClose }: ResendDialogProps) {
  const { t, format } = useWords();
  const { desk, may } = useSession();
  const template = useTemplates()?.find(({ id }) => id === message.templateId);
  const known = Object.fromEntries(
    Object.entries(details?.templateData ?? {}).map(([name, own]) => [name, String(own)]),
  );
  const [phone, setPhone] = useState("");
  const [data, setData] = useState<Readonly<Record<string, string>>>(known);
  const [isSure, setSure] = useState(false);
  const needsForce = message.state === "unknown";

  async function submit() {
    const given = filled(data);
    const isChanged = JSON.stringify(given) !== JSON.stringify(known);
    const { sendAt, passedOver = [] } = await desk.messages.resend(message.messageId, {
      ...(isCorrection && phone.trim() !== "" && { phone: phone.trim() }),
      ...(isCorrection && isChanged && { templateData: given }),
      ...(needsForce && { force: true }),
    });
    if (sendAt) onDone(t.resend.doneWaiting(format.dateTime(sendAt)));
    else onDone(passedOver.length > 0 ? t.resend.donePassedOver : t.resend.done);
  }

  return (
    <DialogForm
      title={isCorrection ? t.resend.correctTitle : t.resend.title}
      submitText={t.resend.submit}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{needsForce ? t.resend.forceLead : isCorrection ? t.resend.correctLead : t.resend.lead}</p>
      {isCorrection && (
        <>
          <TextField
            label={t.resend.phone}
            hint={t.resend.samePhone}
            type="tel"
            inputMode="tel"
            value={phone}
            onValue={setPhone}
          />
          <fieldset>
            <legend>{t.resend.data}</legend>
            {!may("people") && <p class="hint">{t.resend.dataMissing}</p>}
            <VariableFields template={template} values={data} onValues={setData} />
          </fieldset>
        </>
      )}
      {needsForce && (
        <label class="check-field">
          <input
            type="checkbox"
            required
            checked={isSure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
          {t.resend.force}
        </label>
      )}
    </DialogForm>
  );
}
