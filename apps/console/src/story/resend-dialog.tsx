import { isNxZaloError } from "@nxzalo/client";
import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { issueText } from "@nxzalo/core/vi";
import { useState } from "preact/hooks";
import { useTemplates } from "../api/use-templates.ts";
import { DialogForm } from "../parts/dialog-form.tsx";
import { TextField } from "../parts/field.tsx";
import { VariableFields } from "../parts/variable-fields.tsx";
import { useSession } from "../session/session.ts";
import { useWords, type Words } from "../texts/use-words.ts";

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

/** A refusal that may be confirmed: its words, and the code of what is passed over then. */
interface Refusal {
  readonly text: string;
  readonly code: string;
}

function readRefusal(error: unknown, language: Words["language"]): Refusal | undefined {
  if (!isNxZaloError(error) || error.code !== "message_not_resendable") return undefined;
  const issue = error.issues?.find(({ path }) => path[0] === "force");
  return issue && { text: language === "vi" ? issueText(issue) : error.message, code: issue.code };
}

/**
 * Sends a message again, after a correction where one is wanted. Where the gateway refuses what may be confirmed, it says why and asks; it never
 * confirms by itself.
 */
export function ResendDialog({ message, details, isCorrection, onDone, onClose }: ResendDialogProps) {
  const { t, format, language } = useWords();
  const { desk, may } = useSession();
  const template = useTemplates()?.find(({ id }) => id === message.templateId);
  const known = Object.fromEntries(
    Object.entries(details?.templateData ?? {}).map(([name, own]) => [name, String(own)]),
  );
  const [phone, setPhone] = useState("");
  const [data, setData] = useState<Readonly<Record<string, string>>>(known);
  const [isSure, setSure] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const isUnknown = message.state === "unknown";

  async function send(force: boolean) {
    const given = filled(data);
    const isChanged = JSON.stringify(given) !== JSON.stringify(known);
    const { sendAt, passedOver = [] } = await desk.messages.resend(message.messageId, {
      ...(isCorrection && phone.trim() !== "" && { phone: phone.trim() }),
      ...(isCorrection && isChanged && { templateData: given }),
      ...(force && { force }),
    });
    if (sendAt) onDone(t.resend.doneWaiting(format.dateTime(sendAt)));
    else onDone(passedOver.length > 0 ? t.resend.donePassedOver : t.resend.done);
  }
  const submit = () =>
    send(isUnknown || refusal !== undefined).catch((error: unknown) => {
      const refused = readRefusal(error, language);
      if (!refused) throw error;
      setRefusal(refused);
      setSure(false);
    });

  const sure = (text: string) => (
    <label class="check-field">
      <input
        type="checkbox"
        required
        checked={isSure}
        onChange={({ currentTarget }) => setSure(currentTarget.checked)}
      />
      {text}
    </label>
  );
  if (refusal) {
    const mayForce = may("admin") || refusal.code === "journey_opened_anew";
    const names: Readonly<Record<string, string>> = t.resend.confirmed;
    // What is confirmed is what was refused: nothing is corrected any more.
    return (
      <DialogForm
        title={t.resend.forceTitle}
        submitText={mayForce ? t.resend.submitForced : undefined}
        onSubmit={submit}
        onClose={onClose}
      >
        <p class="note note-bad" role="alert">
          {refusal.text}
        </p>
        {mayForce ? sure(names[refusal.code] ?? t.resend.submitForced) : <p>{t.resend.forceNotAllowed}</p>}
      </DialogForm>
    );
  }
  return (
    <DialogForm
      title={isCorrection ? t.resend.correctTitle : t.resend.title}
      submitText={t.resend.submit}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{isUnknown ? t.resend.forceLead : isCorrection ? t.resend.correctLead : t.resend.lead}</p>
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
      {isUnknown && sure(t.resend.confirmed.attempt_may_arrive)}
    </DialogForm>
  );
}
