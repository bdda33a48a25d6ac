import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useTemplates } from "../api/use-templates.ts";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
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
  const { t } = useWords();
  const { desk, may } = useSession();
  const template = useTemplates()?.find(({ id }) => id === message.templateId);
  const known = Object.fromEntries(
    Object.entries(details?.templateData ?? {}).map(([name, own]) => [name, String(own)]),
  );
  const [phone, setPhone] = useState("");
  const [data, setData] = useState<Readonly<Record<string, string>>>(known);
  const [isSure, setSure] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const needsForce = message.state === "unknown";

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const given = filled(data);
    const isChanged = JSON.stringify(given) !== JSON.stringify(known);
    try {
      const { passedOver = [] } = await desk.messages.resend(message.messageId, {
        ...(isCorrection && phone.trim() !== "" && { phone: phone.trim() }),
        ...(isCorrection && isChanged && { templateData: given }),
        ...(needsForce && { force: true }),
      });
      onDone(passedOver.length > 0 ? t.resend.donePassedOver : t.resend.done);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={isCorrection ? t.resend.correctTitle : t.resend.title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
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
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {t.resend.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
