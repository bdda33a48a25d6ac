import type { SettledCall } from "./calls.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import { answerIdOfCall, refusedCodes, unclearCodes } from "./protocol.ts";
import type { ChaosSubject } from "./subjects.ts";

/** What the subject promises, and what the machine adds to its deadlines. */
export type Terms = Omit<ChaosSubject, "create" | "name"> & { readonly slackMs: number };

/** How long core lets an aborted transport say whether it had sent anything. */
const graceMs = 100;

function lateness({ tookMs, abortAfterMs = Number.POSITIVE_INFINITY }: SettledCall, terms: Terms): string | undefined {
  const limitMs = Math.min(terms.deadlineMs, abortAfterMs) + graceMs + terms.slackMs;
  return tookMs > limitMs ? `took ${tookMs} ms, more than ${limitMs}` : undefined;
}

/** What is wrong with an outcome, given what the server received. */
function lie({ end, endpoint }: SettledCall, entries: readonly JournalEntry[], terms: Terms): string | undefined {
  if (end.kind !== "failed") return undefined;
  const { outcome, upstreamCode } = end;
  if (outcome === "not_sent" && entries.length > 0) return "was called not_sent and was received whole";
  if (outcome === "rejected" && entries.some(({ verdict }) => verdict === "accepted"))
    return "was called rejected and was accepted";
  const isRefusal = ({ verdict, code }: JournalEntry) => verdict === "refused" && refusedCodes.includes(Number(code));
  if (outcome === "rejected" && !entries.some(isRefusal)) return "was called rejected and was never refused";
  if (unclearCodes.includes(Number(upstreamCode)) && outcome !== "unknown")
    return "an unclear code has a clear outcome";
  if (upstreamCode !== undefined && !entries.some(({ code }) => code === upstreamCode))
    return `failed with ${upstreamCode}, which the server never said`;
  if (endpoint === "refused" && terms.knowsUnsent && outcome !== "not_sent")
    return `was called ${outcome} where nothing listens`;
  return undefined;
}

/** A success has to be this call's own, and the server's. */
function falseSuccess({ end, call, operation }: SettledCall, entries: readonly JournalEntry[]): string | undefined {
  if (end.kind !== "resolved") return undefined;
  const { value } = end;
  const id = answerIdOfCall(call);
  const given = { sendTemplate: "requestId", initJourneyToken: "journeyId", checkJourneyToken: "appId" }[operation];
  const expected = operation === "sendTemplate" ? `zalomid.${id}` : id;
  if (value[given] !== expected) return `resolved with the answer of another call: ${String(value[given])}`;
  const isTrue = entries.some(({ verdict, code }) => verdict === "accepted" && code === 0);
  return isTrue ? undefined : "resolved and was never accepted";
}

function repetition(
  { end, operation }: SettledCall,
  entries: readonly JournalEntry[],
  terms: Terms,
): string | undefined {
  const accepted = entries.filter(({ verdict }) => verdict === "accepted").length;
  if (operation === "sendTemplate" && accepted > 1) return `was accepted ${accepted} times`;
  if (terms.countsAttempts === false) return undefined;
  const attempts = terms.retries ? (end.kind === "failed" ? end.attempts : Number.POSITIVE_INFINITY) : 1;
  return entries.length > attempts ? `was received ${entries.length} times in ${attempts} attempts` : undefined;
}

/** Deliveries after which there is no excuse. `gzip` is not asked for, so that a client need not understand it. */
const plainDeliveries = new Set([
  "clean",
  "clean_then_close",
  "chunked",
  "slow",
  "early_hints",
  "until_close",
  "error_status",
  "code_as_text",
]);

/** A call that got one honest answer and did not end by it; `isOutOfTime` where its time was truly over. */
function missedAnswer(
  { call, endpoint, end, abortAfterMs, tookMs }: SettledCall,
  entries: readonly JournalEntry[],
  timeoutMs: number,
): { call: number; end: SettledCall["end"]; isOutOfTime: boolean } | undefined {
  const [entry, ...more] = entries;
  if (!entry || more.length > 0 || abortAfterMs !== undefined || (endpoint !== "open" && endpoint !== "clock"))
    return undefined;
  if (!plainDeliveries.has(entry.delivery ?? "")) return undefined;
  const said = end.kind === "resolved" ? 0 : end.kind === "failed" ? end.upstreamCode : undefined;
  if (said === entry.code) return undefined;
  // A timer may fire a millisecond early.
  return { call, end, isOutOfTime: end.kind === "failed" && end.code === "timeout" && tookMs >= timeoutMs - 2 };
}

/** Right answers have to be understood. A busy machine loses some to time limits as short as these, but never most. */
function missedAnswers(
  settled: readonly SettledCall[],
  entriesOf: (call: SettledCall) => readonly JournalEntry[],
  { timeoutMs }: Terms,
): string[] {
  const missed = settled.flatMap((call) => missedAnswer(call, entriesOf(call), timeoutMs) ?? []);
  const complaints = missed.flatMap(({ call, end, isOutOfTime }) =>
    isOutOfTime ? [] : [`call ${call} got an honest answer and ended as ${JSON.stringify(end)}`],
  );
  const lost = missed.length - complaints.length;
  return lost > settled.length * 0.2
    ? [...complaints, `${lost} honest answers were lost to the time limit`]
    : complaints;
}

/** Everything that is wrong with a run, one line each. The journal is the truth. */
export function judge(settled: readonly SettledCall[], journal: Journal, terms: Terms): string[] {
  const byCall = Map.groupBy(journal.entries, ({ call }) => call);
  const entriesOf = ({ call }: SettledCall) => byCall.get(call) ?? [];
  const found = settled.flatMap((call) => {
    const entries = entriesOf(call);
    const crash = call.end.kind === "crashed" ? `crashed: ${call.end.message}` : undefined;
    const complaints = [
      crash,
      lateness(call, terms),
      lie(call, entries, terms),
      falseSuccess(call, entries),
      repetition(call, entries, terms),
    ];
    const ways = entries.map(({ verdict, code, delivery }) => `${verdict} ${code} ${delivery}`).join(", ");
    const story = `call ${call.call} (${call.operation}, ${call.endpoint}; ${ways}; ${JSON.stringify(call.end)})`;
    return complaints.flatMap((complaint) => (complaint ? [`${story} ${complaint}`] : []));
  });
  return [...journal.strays, ...found, ...missedAnswers(settled, entriesOf, terms)];
}
