import type { MessageState } from "@nxzalo/core/journeys";

/**
 * How far a message has come. What is told of an attempt moves it forward, never back, in whichever order it is told; a delivery outweighs a
 * failure. What was never sent ranks as unknown, so that a receipt, which says otherwise, is believed.
 */
export const rankOf: Readonly<Record<MessageState, number>> = {
  scheduled: 0,
  unknown: 1,
  refused: 1,
  cancelled: 1,
  superseded: 1,
  expired: 1,
  accepted: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
};

/** Whether NXCLOUD has the message: its answer or a receipt said so. */
export const isAccepted = (state: MessageState | null | undefined): boolean =>
  state != null && rankOf[state] >= rankOf.accepted;

/** Whether it may be sent yet, or may have been sent: nothing says how it ended. */
export const isUndecided = (state: MessageState | null | undefined): boolean =>
  state === "scheduled" || state === "unknown";

/** Whether it surely was not sent, as yet. */
export const isUnsent = (state: MessageState): boolean => state !== "unknown" && !isAccepted(state);

const neverSentStates = ["cancelled", "expired", "superseded"] as const;

/** Whether a message has waited, and will never be sent by its call. */
export const isNeverSent = (state: MessageState | null): state is (typeof neverSentStates)[number] =>
  neverSentStates.some((one) => one === state);
