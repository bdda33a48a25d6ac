import { templateIdForZaloCode } from "@nxzalo/sandbox";
import { createRandom } from "../../harness/random.ts";
import type { CallerName } from "../settings.ts";

/** A message that goes out later than it is asked for, by its caller's idempotency key. */
export interface WaitingMessage {
  /** Stands in the template's data, by which NXCLOUD's journal knows it. */
  readonly name: string;
  readonly caller: CallerName;
  readonly phone: string;
  readonly reference: string;
  readonly templateId: string;
  readonly topic: string | undefined;
  readonly lane: "batch" | undefined;
  readonly isAsync: boolean;
  /** Milliseconds from when it is asked for; undefined: as soon as may be. */
  readonly sendInMs: number | undefined;
  /** Milliseconds after that time; undefined: the gateway's default. */
  readonly lastsMs: number | undefined;
  /** Milliseconds after it was asked for; undefined: it is not cancelled. */
  readonly cancelInMs: number | undefined;
  /** Milliseconds after it was asked for, when its recipient asks not to be written to; undefined: never. */
  readonly restrictInMs: number | undefined;
  /** In which order they are asked for; those of one parcel that are closer than this is exact are asked for one after the other. */
  readonly at: number;
}

/** The template that has quiet hours. */
export const quietTemplate = "133299";
/** What it sends reaches nobody, as a receipt says. */
const failing = templateIdForZaloCode(-118);
/** What it sends comes after the quota of the day, as a receipt says, and waits for the morning. */
export const heldTemplate = templateIdForZaloCode(-144);
const templates = {
  "133214": 5,
  undelivered: 1,
  duplicates: 1,
  shuffled: 1,
  [quietTemplate]: 2,
  [failing]: 1,
  [heldTemplate]: 1,
};
/** The longest that a message of a plan waits for its own time. */
export const longestSendInMs = 9_000;

/** What is asked for, from the seed alone: some for now, most for later, some with little time, some of them replaced or cancelled. */
export function planWaiting(seed: number, count: number): readonly WaitingMessage[] {
  const messages: WaitingMessage[] = [];
  for (let parcel = 0; messages.length < count; parcel += 1) {
    const random = createRandom(seed, parcel, 7);
    const kind = random.weighted({ now: 3, later: 6, short: 3, replaced: 3 });
    const topic = kind === "replaced" ? "arrival" : undefined;
    for (let one = 0; one < (topic ? 2 + random.below(2) : 1); one += 1) {
      messages.push({
        name: `parcel ${parcel}, ${kind} ${one}`,
        caller: parcel % 2 === 0 ? "desk" : "depot",
        phone: `8497${String(parcel).padStart(7, "0")}`,
        reference: `Đơn ${parcel}`,
        templateId: random.weighted(templates),
        topic,
        lane: random.next() < 0.3 ? "batch" : undefined,
        isAsync: kind === "now" || random.next() < 0.2,
        sendInMs: kind === "now" ? undefined : 500 + random.below(longestSendInMs - 500),
        lastsMs: kind === "short" ? 100 + random.below(900) : undefined,
        cancelInMs: random.next() < 0.15 ? random.below(6_000) : undefined,
        restrictInMs: random.next() < 0.08 ? random.below(6_000) : undefined,
        at: parcel + one * 15 + random.next() * 20,
      });
    }
  }
  return messages.sort((one, other) => one.at - other.at);
}
