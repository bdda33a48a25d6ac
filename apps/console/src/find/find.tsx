import type { MessageSearch } from "@nxzalo/client/desk";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { signedOut } from "../api/connection.ts";
import { usePolled } from "../api/use-polled.ts";
import { isUnusualEnding, readQuestion } from "../find-query.ts";
import { DataAge } from "../parts/data-age.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { Icon } from "../parts/icons.tsx";
import { Page } from "../parts/page.tsx";
import { addressOf, go, readPlace, usePlace } from "../router.ts";
import { useSession } from "../session/session.ts";
import { createStore, useStore } from "../store.ts";
import { Story } from "../story/story.tsx";
import { useWords } from "../texts/use-words.ts";
import { ParcelList } from "./parcel-list.tsx";
import { groupParcels, type Parcel } from "./parcels.ts";

/** What was asked last: kept while other pages are looked at, and never in the address, since it names a person. */
const asked = createStore("");

/**
 * A parcel is chosen by the id of one of its messages, which it keeps when its phone is corrected. It stands in the address: the browser goes
 * back to the list, and the parcel is there again when the page is loaded anew.
 */
function choose(messageId: string | undefined, options?: { readonly replace?: boolean }): void {
  lastChosen = messageId;
  go(addressOf("find", {}, messageId), options);
}

/** Shown again where one comes back from another page. */
let lastChosen: string | undefined;

// The next person in this tab does not see whom the last one has looked for.
signedOut.watch(() => {
  asked.write("");
  lastChosen = undefined;
  if (readPlace(location.hash).page === "find") choose(undefined, { replace: true });
});

const has = ({ messages }: Parcel, messageId: string | undefined) =>
  messages.some((message) => message.messageId === messageId);

const codeOf = (failure: unknown) => (failure as { code?: unknown }).code;

interface Found {
  readonly parcels: readonly Parcel[];
  /** Why what was typed was not looked for as a phone; absent where it was, or is none. */
  readonly refusal?: unknown;
}

function useParcels(question: string, messageId: string | undefined) {
  const { desk, maskedDesk } = useSession();
  return usePolled<Found>(`find ${question}`, async (signal) => {
    let refusal: unknown;
    const search = async (query: MessageSearch) => {
      try {
        return (await desk.messages.search(query, { signal })).messages;
      } catch (failure) {
        // Digits that are no phone may be an order's number.
        if (query.phone === undefined || codeOf(failure) !== "input_invalid") throw failure;
        refusal = failure;
        return [];
      }
    };
    const found = (await Promise.all(readQuestion(question).map(search))).flat();
    if (messageId === undefined || found.some((message) => message.messageId === messageId))
      return { parcels: groupParcels(found), refusal };
    // Its phone was corrected, and ends otherwise than what was asked for; or it was deleted.
    const moved = await maskedDesk.messages.find(messageId, { signal }).catch((failure: unknown) => {
      if (codeOf(failure) === "message_not_found") return undefined;
      throw failure;
    });
    // Without a question, the page was loaded anew: its parcel is what has the same reference.
    const { reference } = moved ?? {};
    const others = question === "" && reference !== undefined ? await search({ referenceFolded: reference }) : [];
    const parcels = groupParcels(moved ? [...found, ...others, moved] : found);
    return { parcels: question === "" ? parcels.filter((parcel) => has(parcel, messageId)) : parcels, refusal };
  });
}

function SearchForm() {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          choose(undefined, { replace: true });
          // As it stands there: a scanner types, and presses Enter, faster than a page is drawn.
          asked.write(input.current?.value.trim() ?? "");
          // A keyboard on the screen would cover what was found.
          if (matchMedia("(pointer: coarse)").matches) input.current?.blur();
        }}
      >
        <label for="find-input">{t.find.label}</label>
        <div class="search-row">
          <input
            ref={input}
            id="find-input"
            type="search"
            autocomplete="off"
            spellcheck={false}
            enterkeyhint="search"
            aria-describedby="find-hint"
            maxLength={128}
            defaultValue={asked.read()}
          />
          <button type="submit" class="button primary">
            <Icon name="find" />
            {t.find.submit}
          </button>
        </div>
        <p class="hint" id="find-hint">
          {t.find.hint} <span class="wide-only">{t.find.hintKey}</span>
        </p>
      </form>
    </search>
  );
}

interface AnswerProps {
  readonly question: string;
  /** Of the parcel that is chosen. */
  readonly messageId: string | undefined;
}

function Answer({ question, messageId }: AnswerProps) {
  const { t, format } = useWords();
  const { me } = useSession();
  const polled = useParcels(question, messageId);
  const { data, error, refresh } = polled;
  const { parcels, refusal } = data ?? {};
  const parcel = parcels?.find((one) => has(one, messageId));
  useLayoutEffect(() => {
    // The only one there is need not be chosen, and stays when others come to it.
    const [only] = parcels ?? [];
    if (parcels?.length === 1 && only && !parcel) choose(only.latest.messageId, { replace: true });
  }, [parcels, parcel]);
  return (
    <>
      <div class="found-head">
        <p class="muted" role="status">
          {parcels ? t.find.found(format.number(parcels.length)) : t.loading}
        </p>
        <DataAge {...polled} />
      </div>
      {me.limited && /^\d{4}$/.test(question) && <p class="hint">{t.find.lastWeek}</p>}
      {error !== undefined && !parcels && <ErrorNote error={error} onRetry={refresh} />}
      {parcels?.length === 0 && (
        <div class="card empty-card">
          <p>
            <strong>{t.find.nothing}</strong>
          </p>
          <p class="muted">{isUnusualEnding(question) ? t.find.endingHint : t.find.nothingHint}</p>
          {refusal !== undefined && <ErrorNote error={refusal} />}
        </div>
      )}
      {parcels && parcels.length > 0 && (
        <div class={parcel ? "split split-chosen" : "split"}>
          <ParcelList parcels={parcels} chosen={parcel?.key} onChoose={choose} />
          {parcel ? (
            <Story
              key={messageId}
              parcel={parcel}
              onChange={refresh}
              onBack={parcels.length > 1 ? () => choose(undefined) : undefined}
            />
          ) : (
            <p class="split-empty muted">{t.find.choose}</p>
          )}
        </div>
      )}
    </>
  );
}

/** A customer's messages, while the customer is on the line. */
export function Find() {
  const { t } = useWords();
  const question = useStore(asked);
  const { id } = usePlace();
  useLayoutEffect(() => {
    if (id === undefined && lastChosen !== undefined) choose(lastChosen, { replace: true });
  }, []);
  return (
    <Page title={t.find.title}>
      <SearchForm />
      {question === "" && id === undefined ? (
        <p class="start muted">{t.find.start}</p>
      ) : (
        <Answer key={question} question={question} messageId={id} />
      )}
    </Page>
  );
}
