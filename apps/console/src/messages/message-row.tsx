import type { StoredMessage, Template } from "@nxzalo/client/desk";
import { templateName } from "../api/use-templates.ts";
import { formatPhone } from "../format.ts";
import { StateChip } from "../parts/state-chip.tsx";
import { reasonOf } from "../reasons.ts";
import { useWords } from "../texts/use-words.ts";

export interface MessageRowProps {
  readonly message: StoredMessage;
  readonly templates: readonly Template[] | undefined;
  readonly onOpen: (message: StoredMessage) => void;
}

/** The cells of one message. */
export function MessageRow({ message, templates, onOpen }: MessageRowProps) {
  const { t, format, language } = useWords();
  const { state, phone, reference, templateId, createdAt } = message;
  const reason = reasonOf(message, language);
  return (
    <>
      <span role="cell" class="cell-time">
        <button type="button" class="link digits" onClick={() => onOpen(message)}>
          {format.dateTime(createdAt)}
        </button>
      </span>
      <span role="cell" class="cell-state">
        <StateChip state={state} />
      </span>
      <span role="cell" class="cell-reference" dir="auto">
        {reference ?? t.none}
      </span>
      <span role="cell" class="cell-phone digits">
        {formatPhone(phone)}
      </span>
      <span role="cell" class="cell-template" dir="auto">
        {templateName(templates, templateId)}
      </span>
      <span role="cell" class="cell-reason" title={reason?.hint}>
        {reason?.meaning ?? ""}
      </span>
    </>
  );
}

/** What the columns are called. */
export function MessageHead() {
  const { t } = useWords();
  const names = ["time", "state", "reference", "phone", "template", "reason"] as const;
  return (
    <div role="row" aria-rowindex={1} class="virtual-names">
      {names.map((name) => (
        <span key={name} role="columnheader" class={`cell-${name}`}>
          {t.messages[name]}
        </span>
      ))}
    </div>
  );
}
