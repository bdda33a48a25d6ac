import type { MessageDetails } from "@nxzalo/client/desk";
import type { IconName } from "../parts/icons.tsx";
import { Icon } from "../parts/icons.tsx";
import { reasonOf } from "../reasons.ts";
import { useWords, type Words } from "../texts/use-words.ts";
import { type StoryEvent, tellStory } from "./tell-story.ts";

const icons: Readonly<Record<StoryEvent["kind"], IconName>> = {
  asked: "messages",
  attempt: "sent",
  refused: "missed",
  failed: "missed",
  sent: "arrived",
  delivered: "arrived",
  charged: "costs",
  journeyOver: "ended",
  otherReceipt: "messages",
  ended: "ended",
};

const tones: Partial<Readonly<Record<StoryEvent["kind"], string>>> = {
  refused: "bad",
  failed: "bad",
  delivered: "good",
  sent: "plain",
};

function nameOf(event: StoryEvent, { t }: Words): string {
  switch (event.kind) {
    case "asked":
      return event.caller === null ? t.story.askedByUnknown : t.story.asked(event.caller);
    case "attempt":
      return t.story.attempt(event.attempt);
    case "ended":
      return t.story.ended[event.state as keyof typeof t.story.ended] ?? event.state;
    default:
      return t.story[event.kind];
  }
}

function Cause({ event }: { readonly event: StoryEvent }) {
  const { t, language } = useWords();
  if (event.kind !== "refused" && event.kind !== "failed") return null;
  const told = event.kind === "refused" ? { state: event.state, upstreamCode: event.code } : { zaloError: event.code };
  const reason = reasonOf(told, language);
  if (!reason) return <p class="event-more">{t.reason.none}</p>;
  const { meaning, from, code } = reason;
  return (
    <p class="event-more">
      {meaning} <span class="code">{t.reason[from](code)}</span>
    </p>
  );
}

/** What happened, oldest first. */
export function TimeLine({ messages }: { readonly messages: readonly MessageDetails[] }) {
  const words = useWords();
  const { t, format } = words;
  const hasSeveral = messages.length > 1;
  return (
    <section aria-label={t.story.title}>
      <h3>{t.story.title}</h3>
      <ol class="time-line">
        {tellStory(messages).map((event, index) => (
          <li key={`${event.messageId} ${event.kind} ${index}`} class={`event event-${tones[event.kind] ?? "plain"}`}>
            <span class="event-dot">
              <Icon name={icons[event.kind]} />
            </span>
            <div>
              <p class="event-name" dir="auto">
                {nameOf(event, words)}
              </p>
              <Cause event={event} />
              <p class="event-about">
                <time
                  dateTime={event.at.toISOString()}
                >{`${format.time(event.at)} · ${format.dateTime(event.at).slice(6)}`}</time>
                {hasSeveral && event.kind === "asked" && <bdi>{event.templateId}</bdi>}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
