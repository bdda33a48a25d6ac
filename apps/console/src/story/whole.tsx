import type { MessageDetails } from "@nxzalo/client/desk";
import { formatPhone } from "../format.ts";
import { Fact } from "../parts/fact.tsx";
import { useWords } from "../texts/use-words.ts";

/** The whole of a message, as far as it was looked at. */
export interface Looked {
  /** Absent until it is looked at. */
  readonly whole: MessageDetails | undefined;
  /** Looks at it; gives whether it is there. */
  readonly look: () => Promise<boolean>;
  readonly hide: () => void;
  readonly isBusy: boolean;
}

/** The whole phone and what was written: only once it is asked for, since each look is recorded. */
export function Whole({ looked }: { readonly looked: Looked }) {
  const { t } = useWords();
  const { whole: message, look, hide, isBusy } = looked;
  const data = Object.entries(message?.templateData ?? {});
  return (
    <div class="whole">
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-expanded={message !== undefined}
          aria-disabled={isBusy}
          onClick={message ? hide : () => void look()}
        >
          {message ? t.story.hidePhone : t.story.showPhone}
        </button>
        <span class="hint">{message ? t.story.shownPhone : t.story.showPhoneHint}</span>
      </div>
      {message && (
        <div role="status">
          <dl class="facts">
            <Fact name={t.story.phone}>
              <span class="digits">{formatPhone(message.phone)}</span>
            </Fact>
            {data.map(([name, value]) => (
              <Fact key={name} name={name}>
                {String(value)}
              </Fact>
            ))}
          </dl>
          {data.length === 0 && <p class="hint">{t.story.dataErased}</p>}
        </div>
      )}
    </div>
  );
}
