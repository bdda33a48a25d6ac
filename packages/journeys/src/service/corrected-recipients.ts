import type { AttemptRecipient } from "../store/message-queries.ts";
import type { KnownJourney } from "../store/records.ts";

/** A message that went from one recipient to another. */
interface Correction {
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

const keyOf = ({ appIndex, phoneIndex }: Pick<AttemptRecipient, "appIndex" | "phoneIndex">) =>
  `${appIndex}:${phoneIndex}`;

function toCorrections(attempts: readonly AttemptRecipient[]): readonly Correction[] {
  const last = new Map<string, string>();
  const corrections: Correction[] = [];
  const inOrder = attempts
    .filter(({ phoneIndex }) => phoneIndex !== null)
    .toSorted((one, other) => one.attempt - other.attempt);
  for (const attempt of inOrder) {
    const from = last.get(attempt.messageId);
    const to = keyOf(attempt);
    if (from !== undefined && from !== to) corrections.push({ from, to, at: attempt.attemptedAt });
    last.set(attempt.messageId, to);
  }
  return corrections.toSorted((one, other) => one.at - other.at);
}

/**
 * Whether a journey's recipient was corrected after it was opened: messages of its reference were moved away from them, and the newest
 * correction that names them did so.
 */
export function readCorrected(
  attempts: readonly AttemptRecipient[],
): (journey: Pick<KnownJourney, "appIndex" | "phoneIndex" | "createdAt">) => boolean {
  const correctedAt = new Map<string, number>();
  for (const { from, to, at } of toCorrections(attempts)) {
    correctedAt.set(from, at);
    correctedAt.delete(to);
  }
  return (journey) => journey.createdAt <= (correctedAt.get(keyOf(journey)) ?? Number.NEGATIVE_INFINITY);
}
