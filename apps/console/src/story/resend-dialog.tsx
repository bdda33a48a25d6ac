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

/** What a person takes on who has a message sent again. */
type Risk = keyof Words["t"]["resend"]["confirmed"];

/** A refusal that may be confirmed: its words, and all that is passed over then. */
interface Refusal {
  readonly text: string;
  readonly risks: readonly Risk[];
}

function readRefusal(error: unknown, { t, language }: Words): Refusal | undefined {
  if (!isNxZaloError(error) || error.code !== "message_not_resendable") return undefined;
  const { message, issues = [] } = error;
  const isRisk = (code: string): code is Risk => Object.hasOwn(t.resend.confirmed, code);
  const risks = issues.map(({ code }) => code).filter(isRisk);
  if (risks.length === 0) return undefined;
  return { text: language === "vi" ? issues.map(issueText).join(" ") : message, risks };
}

/**
 * Sends a message again, after a correction where one is wanted. Where the gateway refuses what may be confirmed, it says why and asks for each
 * thing; what was not asked for is not confirmed.
 */
export function ResendDialog({ message, details, isCorrection, onDone, onClose }: ResendDialogProps) {
  const words = useWords();
  const { t, format } = words;
  const { desk, may } = useSession();
  const template = useTemplates()?.find(({ id }) => id === message.templateId);
  const known = Object.fromEntries(
    Object.entries(details?.templateData ?? {}).map(([name, own]) => [name, String(own)]),
  );
  const [phone, setPhone] = useState("");
  const [data, setData] = useState<Readonly<Record<string, string>>>(known);
  const isUnknown = message.state === "unknown";
  const [agreed, setAgreed] = useState<readonly Risk[]>(isUnknown ? ["attempt_may_arrive"] : []);
  const [refusal, setRefusal] = useState<Refusal>();

  async function send(force: readonly Risk[]) {
    const given = filled(data);
    const isChanged = JSON.stringify(given) !== JSON.stringify(known);
    const { sendAt, passedOver = [] } = await desk.messages.resend(message.messageId, {
      ...(isCorrection && phone.trim() !== "" && { phone: phone.trim() }),
      ...(isCorrection && isChanged && { templateData: given }),
      ...(force.length > 0 && { force }),
    });
    if (sendAt) onDone(t.resend.doneWaiting(format.dateTime(sendAt)));
    else onDone(passedOver.length > 0 ? t.resend.donePassedOver : t.resend.done);
  }
  const submit = () => {
    const force = [...new Set([...agreed, ...(refusal?.risks ?? [])])];
    return send(force).catch((error: unknown) => {
      const refused = readRefusal(error, words);
      if (!refused) throw error;
      setAgreed(force);
      setRefusal(refused);
    });
  };

  const sure = (risk: Risk) => (
    <label class="check-field" key={risk}>
      <input type="checkbox" required />
      {t.resend.confirmed[risk]}
    </label>
  );
  if (refusal) {
    const mayForce = may("admin") || refusal.risks.every((risk) => risk === "journey_opened_anew");
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
        {mayForce ? refusal.risks.map(sure) : <p>{t.resend.forceNotAllowed}</p>}
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
      {isUnknown && sure("attempt_may_arrive")}
    </DialogForm>
  );
}
