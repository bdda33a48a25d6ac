import type { Asked } from "./asked.ts";
import type { CrashRun } from "./judge.ts";

/** Whether an end leaves open what became of a message. */
const leavesOpen = ({ phase, end }: Asked): boolean =>
  phase === "storm" && (end.kind !== "answered" || (end.status >= 400 && end.json["outcome"] === "unknown"));

/**
 * After the last kill every answer is final. What became of a message may be unknown only where it has to be: nobody was told, and
 * NXCLOUD does not have it, or has not told yet.
 */
export function unsettledComplaint(
  { phase, question, end }: Asked,
  { journal, toldBefore }: CrashRun,
  byMessage: ReadonlyMap<string, readonly Asked[]>,
): string | undefined {
  if (phase === "storm") return undefined;
  const isAnswered = end.kind === "answered";
  if (isAnswered && end.status < 300) return undefined;
  const shown = isAnswered ? `${end.status} ${String(end.json["code"])}` : end.kind;
  if (question.kind !== "send") return `${question.order} was ${shown} when all gateways ran again (${question.kind})`;
  const { message } = question;
  const isUnknown = isAnswered && [502, 504].includes(end.status) && end.json["outcome"] === "unknown";
  if (!isUnknown) return `${message} was ${shown} when all gateways ran again`;
  const isSent = journal.some((sent) => sent.message === message);
  if (isSent && (phase === "settled" || toldBefore.has(message)))
    return `${message} was called unknown, when its receipt had come (${phase})`;
  if (!isSent && !byMessage.get(message)?.some(leavesOpen))
    return `${message} was called unknown, when it never was on its way (${phase})`;
  return undefined;
}
