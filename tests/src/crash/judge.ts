import { type Asked, givenBy } from "./asked.ts";
import type { SentMessage } from "./journal.ts";
import { unsettledComplaint } from "./judge-outcome.ts";
import { replyComplaint } from "./judge-reply.ts";

/** A run as it was. */
export interface CrashRun {
  readonly asked: readonly Asked[];
  /** NXCLOUD's journal, after everything: the truth. */
  readonly journal: readonly SentMessage[];
  /** The messages of which a receipt had been taken when the unsettled phase began. */
  readonly toldBefore: ReadonlySet<string>;
  /** Receipts that no gateway took. */
  readonly undelivered: number;
}

const several = (values: Iterable<string | undefined>) => {
  const distinct = new Set([...values].filter((value) => value !== undefined));
  return distinct.size > 1 ? distinct.size : undefined;
};

const distinctly = (complaints: readonly (string | undefined)[]) => [
  ...new Set(complaints.filter((complaint) => complaint !== undefined)),
];

/** One order, one live token: whoever was given one, and whatever went out to NXCLOUD. */
function twoTokens(order: string, asked: readonly Asked[], journal: readonly SentMessage[]): (string | undefined)[] {
  const tokens = several([
    ...asked.map((one) => givenBy(one).token),
    ...journal.filter(({ message }) => message.startsWith(`${order} by`)).map(({ journeyToken }) => journeyToken),
  ]);
  const journeyIds = several(asked.map((one) => givenBy(one).journeyId));
  return [
    tokens === undefined ? undefined : `${order} has ${tokens} tokens`,
    journeyIds === undefined ? undefined : `${order} has ${journeyIds} journeys`,
  ];
}

/** What was given is there at the end: by its key and by its id. */
function lostJourney(order: string, asked: readonly Asked[]): (string | undefined)[] {
  const isGiven = asked.some((one) => one.phase === "storm" && givenBy(one).journeyId !== undefined);
  if (!isGiven) return [];
  const last = asked.filter(({ phase }) => phase === "settled");
  const isThere = last.some(
    ({ question, end }) =>
      question.kind === "open" && end.kind === "answered" && end.status === 200 && end.json["reused"] === true,
  );
  const isFound = last.some(
    ({ question, end }) => question.kind === "find" && end.kind === "answered" && end.status === 200,
  );
  return [
    isThere ? undefined : `${order} was given a journey, which its key does not have at the end`,
    isFound ? undefined : `${order} was given a journey, which cannot be found at the end`,
  ];
}

/** One key, one message; whoever was told that it was sent, it was, by that id. */
function messageComplaints(
  message: string,
  asked: readonly Asked[],
  sent: readonly SentMessage[],
): (string | undefined)[] {
  const requestIds = asked.flatMap(({ end }) =>
    end.kind === "answered" && end.status === 202 ? [String(end.json["requestId"])] : [],
  );
  const foreign = requestIds.find((requestId) => !sent.some((one) => one.requestId === requestId));
  return [
    sent.length > 1 ? `${message} was accepted ${sent.length} times` : undefined,
    foreign === undefined ? undefined : `${message} was answered 202 with ${foreign}, which NXCLOUD did not accept`,
  ];
}

/** Everything that is wrong with a run, one line each. */
export function judge(run: CrashRun): string[] {
  const { asked, journal, undelivered } = run;
  const byOrder = Map.groupBy(asked, ({ question }) => question.order);
  const byMessage = Map.groupBy(
    asked.filter(({ question }) => question.kind === "send"),
    ({ question }) => (question.kind === "send" ? question.message : ""),
  );
  const sent = Map.groupBy(journal, ({ message }) => message);
  return [
    ...(undelivered > 0 ? [`${undelivered} receipts were not taken`] : []),
    ...distinctly(asked.map(replyComplaint)),
    ...[...byOrder].flatMap(([order, own]) =>
      distinctly([...twoTokens(order, own, journal), ...lostJourney(order, own)]),
    ),
    ...[...byMessage].flatMap(([message, own]) => distinctly(messageComplaints(message, own, sent.get(message) ?? []))),
    ...distinctly(asked.map((one) => unsettledComplaint(one, run, byMessage))),
  ];
}
