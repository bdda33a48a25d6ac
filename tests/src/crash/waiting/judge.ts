import type { End } from "../asked.ts";
import { limits } from "../settings.ts";
import { heldTemplate } from "./plan.ts";
import type { WaitingEvent, WaitingRun, WaitingStory } from "./run.ts";

/** What a busy machine takes from the last look at the clock to the arrival of a request. */
const onTheWayMs = 1_500;
/** What was on its way when a newer message of its topic, or a restriction, was taken may arrive until then. */
const overtakenMs = limits.deadlineMs + limits.leaseMs * 1.5 + onTheWayMs;

const sentStates = ["accepted", "sent", "delivered", "failed"];
const unsentStates = ["refused", "cancelled", "superseded", "expired"];

const jsonOf = (end: End | undefined) => (end?.kind === "answered" ? end.json : undefined);
const isStatus = (end: End | undefined, status: number) => end?.kind === "answered" && end.status === status;

/** What is said of a message at the end is true, and it is the end. */
function stateComplaint({ message, answers, last }: WaitingStory, times: number): string | undefined {
  const { name } = message;
  const isPromised = answers.some(({ end }) => isStatus(end, 202));
  if (isPromised && !isStatus(last, 200)) return `${name} was promised, and cannot be found at the end`;
  const { state = "nothing", heldFor } = jsonOf(last) ?? {};
  if (state === "scheduled" && heldFor === "quota" && message.templateId === heldTemplate)
    return times === 1 ? undefined : `${name} is held for a quota, and was sent ${times} times`;
  if (state === "scheduled") return `${name} was due, and was never sent`;
  if (state === "failed" && message.templateId === heldTemplate && message.lastsMs === undefined)
    return `${name} came after the quota of the day, and was not held`;
  if (sentStates.includes(String(state)) && times === 0) return `${name} is called ${state}, and NXCLOUD never had it`;
  if (unsentStates.includes(String(state)) && times > 0) return `${name} is called ${state}, and NXCLOUD has it`;
  return undefined;
}

/** What was cancelled is not sent. */
const cancelComplaint = ({ message, cancels }: WaitingStory, times: number): string | undefined =>
  times > 0 && cancels.some((end) => isStatus(end, 200)) ? `${message.name} was cancelled, and sent` : undefined;

/** Whose restriction was asked for, and when it was acknowledged; never, for what nobody heard. */
function readRestrictions(stories: readonly WaitingStory[]): ReadonlyMap<string, number> {
  const asked = stories.filter(({ message }) => message.restrictInMs !== undefined);
  const byPhone = Map.groupBy(asked, ({ message }) => message.phone);
  const first = (own: readonly WaitingStory[]) =>
    Math.min(...own.map(({ restrictedAt = Number.POSITIVE_INFINITY }) => restrictedAt));
  return new Map([...byPhone].map(([phone, own]) => [phone, first(own)]));
}

/** Nothing is sent to a person who has asked not to be written to. */
function restrictedComplaint(
  { message }: WaitingStory,
  { arrivals }: WaitingRun,
  restricted: ReadonlyMap<string, number>,
) {
  const restrictedAt = restricted.get(message.phone) ?? Number.POSITIVE_INFINITY;
  const after = (arrivals.get(message.name) ?? []).find((at) => at > restrictedAt + overtakenMs);
  return after === undefined ? undefined : `${message.name} was sent ${after - restrictedAt} ms after a restriction`;
}

/** Nothing sets out after its time. A gateway that was stopped between its last look and the request cannot know. */
function lateComplaint({ message, notAfter }: WaitingStory, { arrivals, resumedAt }: WaitingRun): string | undefined {
  if (notAfter === undefined) return undefined;
  const late = (arrivals.get(message.name) ?? []).find(
    (at) => at > notAfter + onTheWayMs && !resumedAt.some((resumed) => at >= resumed && at - resumed < onTheWayMs),
  );
  return late === undefined ? undefined : `${message.name} was sent ${late - notAfter} ms after its time`;
}

/** Nothing is sent once a newer message of its topic was taken. */
function overtakenComplaints(stories: readonly WaitingStory[], { arrivals }: WaitingRun): (string | undefined)[] {
  const taken = stories.map(({ message, answers }) => ({
    message,
    at: answers.find(({ end }) => isStatus(end, 202))?.at ?? Number.POSITIVE_INFINITY,
    firstAt: answers[0]?.at ?? Number.POSITIVE_INFINITY,
  }));
  return taken.flatMap((older) =>
    taken
      // Whichever of two that were asked for at the same time was stored first, nobody can say.
      .filter((newer) => newer.firstAt > older.at + overtakenMs)
      .map((newer) => {
        const after = (arrivals.get(older.message.name) ?? []).find((at) => at > newer.at + overtakenMs);
        return after === undefined ? undefined : `${older.message.name} was sent after ${newer.message.name} was taken`;
      }),
  );
}

/**
 * Where a first try was lost with its gateway, and the target did not take the second one, the third comes after five minutes, and all later
 * events of the message after that: they are stored, and wait.
 */
function putOff(waiting: readonly WaitingEvent[]): readonly WaitingEvent[] {
  const messages = new Set(waiting.filter(({ tries }) => tries > 1).map(({ messageId }) => messageId));
  return waiting.filter(({ messageId }) => messages.has(messageId));
}

const idOf = ({ last }: WaitingStory) => String(jsonOf(last)?.["messageId"] ?? "");

/** The caller of a message hears once that it reaches nobody, and never of one that may yet. */
function undeliverableComplaint(
  story: WaitingStory,
  { events, waiting }: WaitingRun,
  restricted: ReadonlyMap<string, number>,
): string | undefined {
  const { name, templateId, phone, cancelInMs } = story.message;
  const state = String(jsonOf(story.last)?.["state"] ?? "nothing");
  const told = events.filter(({ type, data }) => type === "message.undeliverable" && data["messageId"] === idOf(story));
  const ids = new Set(told.map(({ id }) => id));
  const isPromised = story.answers.some(({ end }) => isStatus(end, 202));
  const isStopped = state === "cancelled" && restricted.has(phone);
  const isOver =
    state === "expired" ||
    (state === "failed" && templateId !== heldTemplate) ||
    (state === "refused" && isPromised) ||
    (isStopped && cancelInMs === undefined);
  const willBeTold = putOff(waiting).some(
    (one) => one.type === "message.undeliverable" && one.messageId === idOf(story),
  );
  if (isOver && ids.size === 0 && !willBeTold) return `${name} is ${state}, and nobody was told`;
  if (!isOver && !isStopped && ids.size > 0) return `${name} is ${state}, and was called undeliverable`;
  return ids.size > 1 ? `${name} was called undeliverable by ${ids.size} events` : undefined;
}

/** What a receipt that was taken has told of a message is delivered. */
function lostEvents({ told, events, waiting }: WaitingRun): (string | undefined)[] {
  const delivered = new Set([
    ...events.map(({ type, data }) => `${type} of ${String(data["messageId"])}`),
    ...putOff(waiting).map(({ type, messageId }) => `${type} of ${messageId}`),
  ]);
  return told.map(({ ext, status }) => {
    const event = `receipt.${status} of ${ext.split(":")[1]}`;
    return delivered.has(event) ? undefined : `${event} was never delivered`;
  });
}

/** Everything that is wrong with a run; nothing where each message was sent at most once, in time, and as it is told, and no event was lost. */
export function judgeWaiting(run: WaitingRun): readonly string[] {
  const { stories, journal, undelivered } = run;
  const timesOf = (name: string) => journal.filter((sent) => sent.message === name).length;
  const restricted = readRestrictions(stories);
  const byTopic = Map.groupBy(
    stories.filter(({ message }) => message.topic !== undefined),
    ({ message }) => message.reference,
  );
  const complaints = [
    ...stories.flatMap((story) => {
      const times = timesOf(story.message.name);
      return [
        times > 1 ? `${story.message.name} was accepted ${times} times` : undefined,
        stateComplaint(story, times),
        cancelComplaint(story, times),
        lateComplaint(story, run),
        restrictedComplaint(story, run, restricted),
        undeliverableComplaint(story, run, restricted),
      ];
    }),
    ...[...byTopic.values()].flatMap((one) => overtakenComplaints(one, run)),
    ...lostEvents(run),
    undelivered > 0 ? `${undelivered} receipts were not taken` : undefined,
  ];
  return complaints.filter((complaint) => complaint !== undefined);
}
