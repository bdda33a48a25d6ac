import type { AttemptRecipient } from "../store/message-queries.ts";
import type { KnownJourney, KnownMessage } from "../store/records.ts";
import type { Encryption } from "../store/store.ts";
import { type Correction, decryptMessage } from "./encrypted-fields.ts";

type Attempted = Pick<KnownMessage, "attempt" | "state">;

/** A correction that waited and was cancelled is withdrawn; one that could not go out, or was refused, still says who is the wrong one. */
const isWithdrawn =
  ({ attempt, state }: Attempted) =>
  (correction: Correction) =>
    state === "cancelled" && correction.attempt === attempt;

/** A message's corrections that were not withdrawn. */
export const inForce = (corrections: readonly Correction[], message: Attempted): readonly Correction[] =>
  corrections.filter((one) => !isWithdrawn(message)(one));

/** The newest of those that say the same, in the order of their times. */
const newest = (corrections: readonly Correction[]): readonly Correction[] => {
  const inOrder = corrections.toSorted((one, other) => one.at - other.at);
  return [...new Map(inOrder.map((one) => [`${one.from}:${one.to}`, one])).values()].toSorted(
    (one, other) => one.at - other.at,
  );
};

/** The corrections of a message that is sent again, now, and with it those of messages that were moved. */
export function correct(
  message: KnownMessage,
  {
    known = [],
    moved = [],
  }: { readonly known?: readonly Correction[] | undefined; readonly moved?: readonly Correction[] | undefined },
  { to, at }: Pick<Correction, "to" | "at">,
): readonly Correction[] {
  const from = known.find(isWithdrawn(message))?.from ?? message.phoneIndex;
  const ofOthers = moved.map((one) => ({ from: one.from, to: one.to, at: one.at }));
  const own = from === to ? [] : [{ from, to, at, attempt: message.attempt + 1 }];
  return newest([...inForce(known, message), ...ofOthers, ...own]);
}

/** Where a version before 0.1.0-next.10 corrected a message, its attempts tell so: by their journeys, and not when that was decided. */
function byAttempts(attempts: readonly AttemptRecipient[]): readonly Correction[] {
  let from: string | undefined;
  const corrections: Correction[] = [];
  for (const { phoneIndex, attempt, attemptedAt: at, state } of attempts.toSorted((a, b) => a.attempt - b.attempt)) {
    if (phoneIndex === null) continue;
    const isOther = from !== undefined && from !== phoneIndex;
    if (isOther && state === "cancelled") continue;
    if (isOther) corrections.push({ from: from ?? "", to: phoneIndex, at, attempt });
    from = phoneIndex;
  }
  return corrections;
}

/** The corrections of one message, of which these are the attempts. */
async function ofMessage(
  encryption: Encryption,
  attempts: readonly AttemptRecipient[],
): Promise<readonly Correction[]> {
  const last = attempts.find(({ ciphertext }) => ciphertext !== null);
  if (!last) return [];
  const { messageId, ciphertext } = last;
  const { corrections = [] } = await decryptMessage(encryption, { messageId, ciphertext: ciphertext ?? "" });
  const firstKnown = Math.min(...corrections.flatMap(({ attempt }) => attempt ?? []));
  return [...byAttempts(attempts).filter(({ attempt = 0 }) => attempt < firstKnown), ...inForce(corrections, last)];
}

/**
 * Whether a journey's recipient was corrected after it was opened: messages of its reference were moved away from them, and the newest
 * correction that names them did so.
 */
export async function readCorrected(
  encryption: Encryption,
  attempts: readonly AttemptRecipient[],
): Promise<(journey: Pick<KnownJourney, "appIndex" | "phoneIndex" | "createdAt">) => boolean> {
  const messageIds = [...new Set(attempts.map(({ messageId }) => messageId))];
  const found = await Promise.all(
    messageIds.map(async (messageId) => {
      const own = attempts.filter((one) => one.messageId === messageId);
      const corrections = await ofMessage(encryption, own);
      return corrections.map((one) => ({ ...one, appIndex: own[0]?.appIndex }));
    }),
  );
  const correctedAt = new Map<string, number>();
  for (const { from, to, at, appIndex } of found.flat().toSorted((one, other) => one.at - other.at)) {
    correctedAt.set(`${appIndex}:${from}`, at);
    correctedAt.delete(`${appIndex}:${to}`);
  }
  return ({ appIndex, phoneIndex, createdAt }) =>
    createdAt <= (correctedAt.get(`${appIndex}:${phoneIndex}`) ?? Number.NEGATIVE_INFINITY);
}
