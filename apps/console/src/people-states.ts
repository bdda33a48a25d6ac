import type { MessageState } from "@nxzalo/client/desk";

/** What a person on the phone has to tell apart. `ended` is what was not to be sent any more: it has its place in the time line. */
export type PeopleState = "waiting" | "sent" | "arrived" | "missed" | "check" | "ended";

const peopleStates: Readonly<Record<MessageState, PeopleState>> = {
  scheduled: "waiting",
  accepted: "sent",
  sent: "sent",
  delivered: "arrived",
  failed: "missed",
  refused: "missed",
  expired: "missed",
  unknown: "check",
  cancelled: "ended",
  superseded: "ended",
};

/** The state for people; one that a newer gateway has made up is to be looked at. */
export const peopleStateOf = (state: MessageState): PeopleState => peopleStates[state] ?? "check";

/** The five, in the order in which a message passes them. */
export const fiveStates = ["waiting", "sent", "arrived", "missed", "check"] as const satisfies readonly PeopleState[];

/** Which stored states one for people stands for. */
export const storedStatesOf = (state: PeopleState): readonly MessageState[] =>
  (Object.keys(peopleStates) as MessageState[]).filter((stored) => peopleStates[stored] === state);

/** Counts by stored state, added up for people. */
export function countForPeople(
  rows: readonly { readonly key: string | null; readonly messages: number }[],
): Readonly<Record<PeopleState, number>> {
  const counts = { waiting: 0, sent: 0, arrived: 0, missed: 0, check: 0, ended: 0 };
  for (const { key, messages } of rows) if (key !== null) counts[peopleStateOf(key as MessageState)] += messages;
  return counts;
}

/** Whether it surely has not reached its recipient, so that it may be sent again without a doubt. */
export const isResendable = (state: MessageState): boolean => peopleStateOf(state) === "missed";
