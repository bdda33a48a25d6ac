import type { MessageDetails } from "@nxzalo/client/desk";
import { formatPhone } from "../format.ts";
import { useWords } from "../texts/use-words.ts";

export interface WholeProps {
  /** What was looked at; absent until then. */
  readonly message: MessageDetails | undefined;
  readonly onLook: () => void;
  readonly onHide: () => void;
}

/** The whole phone and what was written: only once it is asked for, since each look is recorded. */
export function Whole({ message, onLook, onHide }: WholeProps) {
  const { t } = useWords();
  const data = Object.entries(message?.templateData ?? {});
  return (
    <div class="whole">
      <div class="actions">
        <button type="button" class="button" aria-expanded={message !== undefined} onClick={message ? onHide : onLook}>
          {message ? t.story.hidePhone : t.story.showPhone}
        </button>
        <span class="hint">{message ? t.story.shownPhone : t.story.showPhoneHint}</span>
      </div>
      {message && (
        <div role="status">
          <dl class="facts">
            <div>
              <dt>{t.story.phone}</dt>
              <dd class="digits">{formatPhone(message.phone)}</dd>
            </div>
            {data.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{String(value)}</dd>
              </div>
            ))}
          </dl>
          {data.length === 0 && <p class="hint">{t.story.dataErased}</p>}
        </div>
      )}
    </div>
  );
}
