import type { MessageDetails, StoredMessage } from "@nxzalo/client/desk";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePolled } from "../api/use-polled.ts";
import type { Parcel } from "../find/parcels.ts";
import { formatPhone } from "../format.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { Icon } from "../parts/icons.tsx";
import { StateChip } from "../parts/state-chip.tsx";
import { type Action, useAction } from "../parts/use-action.ts";
import { peopleStateOf } from "../people-states.ts";
import { reasonOf } from "../reasons.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { Actions } from "./actions.tsx";
import { Facts } from "./facts.tsx";
import { Forget } from "./forget-dialog.tsx";
import { TimeLine } from "./time-line.tsx";
import { Waiting } from "./waiting.tsx";
import { type Looked, Whole } from "./whole.tsx";

export interface StoryProps {
  readonly parcel: Parcel;
  /** Called where something was done to one of its messages. */
  readonly onChange: () => void;
  readonly onBack?: (() => void) | undefined;
}

/** The newest messages of a parcel are told; a journey hardly has more. */
const toldAtMost = 10;

function useDetails({ key, messages }: Parcel) {
  const { maskedDesk } = useSession();
  return usePolled<readonly MessageDetails[]>(key, (signal) =>
    Promise.all(messages.slice(0, toldAtMost).map(({ messageId }) => maskedDesk.messages.find(messageId, { signal }))),
  );
}

/** The whole of one message, asked for by a press: each look is an entry of the audit. */
function useLook(messageId: string): Looked & Pick<Action, "error"> {
  const { desk } = useSession();
  const [whole, setWhole] = useState<MessageDetails>();
  const { isBusy, error, run } = useAction();
  const look = () => run(async () => setWhole(await desk.messages.find(messageId)));
  return { whole, look, hide: () => setWhole(undefined), isBusy, error };
}

/** What to tell the customer, and what to do. */
function Advice({ message }: { readonly message: StoredMessage }) {
  const { t, language, format } = useWords();
  const state = peopleStateOf(message.state);
  const reason = reasonOf(message, language);
  return (
    <div class={`advice advice-${state}`}>
      <p class="advice-title">{t.tellCustomer.title}</p>
      <p class="advice-text">
        {state === "waiting" && message.sendAt
          ? t.tellCustomer.waitingUntil(format.dateTime(message.sendAt))
          : t.tellCustomer[state]}
      </p>
      {(state === "missed" || state === "check") && (
        <dl class="advice-more">
          {reason && (
            <div>
              <dt>{t.reason.title}</dt>
              <dd>
                {reason.meaning} <span class="code">{t.reason[reason.from](reason.code)}</span>
              </dd>
            </div>
          )}
          <div>
            <dt>{t.whatToDo.title}</dt>
            <dd>{reason?.hint || t.whatToDo[state]}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}

/** What happened to a parcel's messages, what to tell, and what can be done. */
export function Story({ parcel, onChange, onBack }: StoryProps) {
  const { t } = useWords();
  const { may } = useSession();
  const { latest, reference, phone, messages } = parcel;
  const { data, error, refresh } = useDetails(parcel);
  const looked = useLook(latest.messageId);
  const newest = data?.find(({ messageId }) => messageId === latest.messageId);
  const shown = newest ?? latest;
  const article = useRef<HTMLElement>(null);
  const isActedOn = useRef(false);
  useEffect(() => {
    // The button that was pressed may be gone, and the focus with it.
    if (isActedOn.current && document.activeElement === document.body) article.current?.focus();
    isActedOn.current = false;
  }, [shown.state]);
  const changed = () => {
    isActedOn.current = true;
    looked.hide();
    onChange();
    refresh();
  };
  return (
    <article ref={article} class="card story" tabIndex={-1} aria-label={t.story.title}>
      {onBack && (
        <button type="button" class="button quiet story-back" onClick={onBack}>
          <Icon name="back" />
          {t.back}
        </button>
      )}
      <header class="story-head">
        <div>
          <h2 dir="auto">{reference ?? t.find.noReference}</h2>
          <p class="story-phone digits">{formatPhone(looked.whole?.phone ?? newest?.phone ?? phone)}</p>
        </div>
        <StateChip state={shown.state} />
      </header>
      <Advice message={shown} />
      <Actions message={shown} details={looked.whole} onLook={looked.look} onChange={changed} />
      <Waiting messages={data ?? messages} onChange={changed} />
      {may("people") && <Whole looked={looked} />}
      {looked.error !== undefined && <ErrorNote error={looked.error} />}
      {error !== undefined && !data && <ErrorNote error={error} onRetry={refresh} />}
      {data && <TimeLine messages={data} />}
      {newest && <Facts message={newest} />}
      {may("admin") && <Forget text={t.forget.open} onChange={changed} />}
    </article>
  );
}
