import { type Asked, type End, givenBy } from "./asked.ts";
import type { SentMessage } from "./upstream.ts";

/** A run as it was. */
export interface CrashRun {
  readonly asked: readonly Asked[];
  /** NXCLOUD's journal, after everything: the truth. */
  readonly journal: readonly SentMessage[];
  /** The messages of which a receipt had been taken when the unsettled phase began. */
  readonly confirmedBefore: ReadonlySet<string>;
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

/** One order, one live token: in every answer, and in whatever went out to NXCLOUD. */
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
  const isGiven = asked.some((one) => one.phase === "crashing" && givenBy(one).journeyId !== undefined);
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

/** One key, one message; an answer that it was sent is true, and gives its id. */
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

/** What a gateway may answer while others break: each is a problem that says what to do. */
const problemsWhileCrashing = new Map([
  [409, ["idempotency_conflict"]],
  [502, ["network_error", "response_unreadable", "response_invalid"]],
  [503, ["unavailable"]],
  [504, ["timeout"]],
]);

const successes = { open: [200, 201], send: [202], find: [200] } as const;

function problemComplaint({ status, type, json, retryAfter }: Extract<End, { kind: "answered" }>): string | undefined {
  const { code, outcome, retryable } = json;
  const shown = `${status} ${String(code)}`;
  if (!type.startsWith("application/problem+json")) return `${status} as ${type}`;
  if (!problemsWhileCrashing.get(status)?.includes(String(code))) return `${shown}: ${JSON.stringify(json)}`;
  if (!["not_sent", "rejected", "unknown"].includes(String(outcome)) || typeof retryable !== "boolean")
    return `${shown} without an outcome`;
  if (status === 503 && !/^\d+$/.test(retryAfter ?? "")) return `${shown} without Retry-After`;
  return undefined;
}

/** What is wrong with a reply by itself: every one is a success or a problem, and comes in time. */
function replyComplaint({ question, end, tookMs }: Asked): string | undefined {
  const asked = `${question.kind} of ${question.order}`;
  if (end.kind === "hung") return `${asked} was not answered in ${tookMs} ms`;
  if (end.kind === "cut") return end.isKilled ? undefined : `${asked} was cut by a gateway that runs: ${end.message}`;
  if ((successes[question.kind] as readonly number[]).includes(end.status)) return undefined;
  const complaint = problemComplaint(end);
  return complaint && `${asked} was answered ${complaint}`;
}

/** Whether an end leaves open what became of a message. */
const leavesOpen = ({ phase, end }: Asked): boolean =>
  phase === "crashing" && (end.kind !== "answered" || (end.status >= 400 && end.json["outcome"] === "unknown"));

/**
 * After the last kill every answer is final. What became of a message may be unknown only where it has to be: no answer was given, and
 * NXCLOUD does not have it, or has sent no receipt yet.
 */
function unsettledComplaint(
  { phase, question, end }: Asked,
  { journal, confirmedBefore }: CrashRun,
  byMessage: ReadonlyMap<string, readonly Asked[]>,
): string | undefined {
  if (phase === "crashing") return undefined;
  const isAnswered = end.kind === "answered";
  if (isAnswered && end.status < 300) return undefined;
  const shown = isAnswered ? `${end.status} ${String(end.json["code"])}` : end.kind;
  if (question.kind !== "send") return `${question.order} was ${shown} when all gateways ran again (${question.kind})`;
  const { message } = question;
  const isUnknown = isAnswered && [502, 504].includes(end.status) && end.json["outcome"] === "unknown";
  if (!isUnknown) return `${message} was ${shown} when all gateways ran again`;
  const isSent = journal.some((sent) => sent.message === message);
  if (isSent && (phase === "settled" || confirmedBefore.has(message)))
    return `${message} was called unknown, when its receipt had come (${phase})`;
  if (!isSent && !byMessage.get(message)?.some(leavesOpen))
    return `${message} was called unknown, when it never was on its way (${phase})`;
  return undefined;
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
