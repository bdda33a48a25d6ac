import type { MessageDetails, MessageState } from "@nxzalo/client/desk";

/** What happened to a parcel's messages, each by its time. */
export type StoryEvent = { readonly at: Date; readonly templateId: string; readonly messageId: string } & (
  | { readonly kind: "asked"; readonly caller: string | null }
  | { readonly kind: "attempt"; readonly attempt: number; readonly requestId: string | null }
  | { readonly kind: "refused"; readonly code: number; readonly state: MessageState }
  | { readonly kind: "failed"; readonly code: number | undefined }
  | {
      readonly kind: "sent" | "delivered" | "charged" | "journeyOver" | "otherReceipt";
      readonly requestId: string | null;
    }
  | { readonly kind: "ended"; readonly state: MessageState }
);

type Receipt = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : null;

/** Zalo's number in a receipt, which carries it as a number or as text. */
function zaloCodeOf({ zaloRes }: Receipt): number | undefined {
  const result: unknown = typeof zaloRes === "string" ? readJson(zaloRes) : zaloRes;
  if (typeof result !== "object" || result === null || !("error" in result)) return undefined;
  const code = Number(result.error);
  return Number.isInteger(code) ? code : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const kinds: Readonly<Record<string, "sent" | "delivered" | "charged" | "journeyOver">> = {
  success: "sent",
  delivered: "delivered",
  journey_acknowledged: "charged",
  journey_time_out: "journeyOver",
};

/** Attempts in these states were never begun: the message still waits, or it was ended while it did. */
const notBegun: ReadonlySet<MessageState> = new Set(["scheduled", "cancelled", "superseded", "expired"]);

function eventsOf(message: MessageDetails): StoryEvent[] {
  const { messageId, templateId, caller, createdAt, attempts, receipts, state } = message;
  const about = { messageId, templateId };
  const events: StoryEvent[] = [{ ...about, kind: "asked", at: createdAt, caller }];
  for (const { attempt, attemptedAt, requestId, upstreamCode, state: attemptState } of attempts) {
    if (notBegun.has(attemptState)) continue;
    events.push({ ...about, kind: "attempt", at: attemptedAt, attempt, requestId });
    if (upstreamCode !== undefined)
      events.push({ ...about, kind: "refused", at: attemptedAt, code: upstreamCode, state: attemptState });
  }
  for (const { receivedAt: at, receipt } of receipts) {
    const status = textOf(receipt["status"]) ?? "";
    if (status === "failed") events.push({ ...about, kind: "failed", at, code: zaloCodeOf(receipt) });
    else events.push({ ...about, kind: kinds[status] ?? "otherReceipt", at, requestId: textOf(receipt["requestId"]) });
  }
  if (state === "cancelled" || state === "superseded" || state === "expired") {
    const last = events.reduce((latest, event) => Math.max(latest, event.at.getTime()), createdAt.getTime());
    events.push({ ...about, kind: "ended", at: new Date(last), state });
  }
  return events;
}

/** What each kind comes after, where two have the same time. */
const rank: Readonly<Record<StoryEvent["kind"], number>> = {
  asked: 0,
  attempt: 1,
  refused: 2,
  sent: 3,
  charged: 4,
  failed: 5,
  delivered: 6,
  otherReceipt: 7,
  ended: 8,
  journeyOver: 9,
};

/** The time line of a parcel: what happened to all of its messages, oldest first. A receipt that belongs to several is told once. */
export function tellStory(messages: readonly MessageDetails[]): readonly StoryEvent[] {
  const seen = new Set<string>();
  return messages
    .flatMap(eventsOf)
    .filter((event) => {
      if (event.kind !== "journeyOver" && event.kind !== "charged") return true;
      const name = `${event.kind} ${event.at.getTime()} ${event.requestId}`;
      return !seen.has(name) && seen.add(name);
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime() || rank[one.kind] - rank[other.kind]);
}
