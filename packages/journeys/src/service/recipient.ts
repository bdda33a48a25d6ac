import type { TokenType } from "@nxzalo/core";
import type { AccessScope, CallContext } from "@nxzalo/core/journeys";
import { inputError, type SendMessageInput } from "@nxzalo/core/schemas";
import type { KnownMessage } from "../store/records.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { readCorrected } from "./corrected-recipients.ts";
import { decryptJourney, type MessageContent } from "./encrypted-fields.ts";
import { isUnknown, journeyNotFound, referenceAmbiguous, withOutcome } from "./errors.ts";
import { openJourney } from "./open-by-reference.ts";
import { assertNotSuppressed } from "./suppressions.ts";

/** To whom a message goes, and on which journey. */
export interface Recipient {
  readonly phone: string;
  readonly journeyToken: string | undefined;
  /** Of a stored journey. */
  readonly journeyId: string | null;
  /** When that journey ends, where a message that waits for it must not wait for longer. */
  readonly expiresAt?: number | undefined;
  readonly appKey: string;
  readonly appIndex: string;
  readonly phoneIndex: string;
  /** Of the journey, where they are known. */
  readonly tokenType: TokenType | undefined;
  readonly reference: string | undefined;
}

const unknownJourney = () =>
  inputError([{ path: ["journeyId"], message: "is not known here", code: "journey_unknown" }]);
const endedJourney = () =>
  inputError([{ path: ["journeyId"], message: "is over: open a new journey", code: "journey_over" }]);

const endedToken = () =>
  inputError([{ path: ["journeyToken"], message: "is over by then: open a new journey", code: "journey_over" }]);

/** A stored journey, in the caller's own applications, that is not over when the message is due. */
async function byJourneyId(
  context: ServiceContext,
  journeyId: string,
  { appKey, appKeys }: CallContext & AccessScope,
  at: number,
): Promise<Recipient> {
  const journey = await context.records.find(journeyId);
  const known = journey && (await decryptJourney(context.encryption, journey));
  const isTheirs = async (key: string) => {
    if (appKey !== undefined) return key === appKey;
    // By what is encrypted: the column could have been changed.
    const appIndexes = await toAppIndexes(context, appKeys);
    return appIndexes?.includes(await createIndexes(context.encryption).app(key)) ?? true;
  };
  if (!journey || !known || !(await isTheirs(known.appKey))) throw unknownJourney();
  if (journey.endedAt !== null || journey.expiresAt <= at) throw endedJourney();
  const { phone, token: journeyToken, appKey: ownKey, tokenType, reference } = known;
  const { appIndex, phoneIndex, expiresAt } = journey;
  return { phone, journeyToken, journeyId, expiresAt, appKey: ownKey, appIndex, phoneIndex, tokenType, reference };
}

/** The stored journey of a token, where it is this recipient's and in this application; NXCLOUD judges the rest. */
async function byToken(
  { records, encryption }: ServiceContext,
  journeyToken: string | undefined,
  { appIndex, phoneIndex }: Pick<Recipient, "appIndex" | "phoneIndex">,
): Promise<Pick<Recipient, "journeyId" | "reference" | "expiresAt">> {
  const none = { journeyId: null, reference: undefined };
  if (journeyToken === undefined) return none;
  const journey = await records.findByToken(await createIndexes(encryption).token(journeyToken));
  if (journey?.appIndex !== appIndex || journey.phoneIndex !== phoneIndex) return none;
  const { reference } = await decryptJourney(encryption, journey);
  return { journeyId: journey.journeyId, reference, expiresAt: journey.expiresAt };
}

/** Of so many live journeys of one reference, in each state, it is looked which one is meant. */
const journeysAtMost = 10;
const messagesAtMost = 100;

/**
 * The one live journey of a reference, in the caller's own applications. One whose recipient was corrected since does not count: its
 * phone is known to be wrong.
 *
 * @throws ProxyError `journey_not_found` where there is none, `reference_ambiguous` where there are more.
 */
async function liveJourneyOf(
  context: ServiceContext,
  reference: string,
  { appKey, appKeys }: CallContext & AccessScope,
): Promise<string> {
  const { records, encryption, now } = context;
  const appIndexes = await toAppIndexes(context, appKey === undefined ? appKeys : [appKey]);
  const referenceIndex = await createIndexes(encryption).reference(reference);
  const asked = { referenceIndex, appIndexes };
  const query = { ...asked, now: now(), limit: journeysAtMost };
  const byState = await Promise.all(
    (["open", "acknowledged"] as const).map((state) => records.search({ ...query, state })),
  );
  const live = byState.flat();
  // There may be more.
  if (byState.some(({ length }) => length === journeysAtMost)) throw referenceAmbiguous();
  const attempts = live.length === 0 ? [] : await records.readRecipients({ ...asked, limit: messagesAtMost });
  const isCorrected = await readCorrected(encryption, attempts);
  const [one, other] = live.filter((journey) => !isCorrected(journey));
  if (!one) throw journeyNotFound();
  if (other) throw referenceAmbiguous();
  return one.journeyId;
}

/**
 * To whom a message goes, as far as that is known before the journey of its reference is opened: then it has neither token nor id.
 *
 * @throws ProxyError `recipient_suppressed` where they are not to be written to when it is due.
 */
export async function findRecipient(
  context: ServiceContext,
  input: SendMessageInput,
  options: CallContext & AccessScope,
  dueAt = context.now(),
): Promise<Recipient> {
  const found = await findUnchecked(context, input, options, dueAt);
  await assertNotSuppressed(context, { ...found, templateId: input.templateId }, { at: dueAt });
  return found;
}

async function findUnchecked(
  context: ServiceContext,
  input: SendMessageInput,
  options: CallContext & AccessScope,
  dueAt: number,
): Promise<Recipient> {
  const { phone = "", journeyId, journeyToken, tokenType, reference } = input;
  const { appKey = context.appKey } = options;
  if (journeyId !== undefined) return byJourneyId(context, journeyId, options, dueAt);
  if (input.phone === undefined && reference !== undefined)
    return byJourneyId(context, await liveJourneyOf(context, reference, options), options, dueAt);
  const index = createIndexes(context.encryption);
  const indexes = { appIndex: await index.app(appKey), phoneIndex: await index.phone(phone) };
  if (tokenType !== undefined)
    return { phone, journeyToken, journeyId: null, appKey, ...indexes, tokenType, reference };
  const journey = await byToken(context, journeyToken, indexes);
  if (dueAt > context.now() && (journey.expiresAt ?? Number.POSITIVE_INFINITY) <= dueAt) throw endedToken();
  return { phone, journeyToken, ...journey, appKey, ...indexes, tokenType: undefined };
}

/** The recipient of a message that waited, on the journey that it was asked for on. */
export async function findStoredRecipient(
  context: ServiceContext,
  { appIndex, phoneIndex, journeyId }: Pick<KnownMessage, "appIndex" | "phoneIndex" | "journeyId">,
  { phone = "", appKey = context.appKey, tokenType, reference, journeyToken }: MessageContent,
): Promise<Recipient> {
  if (journeyId !== null) return byJourneyId(context, journeyId, { appKey }, context.now());
  return { phone, journeyToken, journeyId, appKey, appIndex, phoneIndex, tokenType, reference };
}

/** The same with the journey of its reference, which is opened, or taken up where it is live. */
export async function withJourney(
  context: ServiceContext,
  recipient: Recipient,
  { labels, caller }: Pick<SendMessageInput, "labels"> & Pick<CallContext, "caller">,
): Promise<Recipient> {
  const { phone, tokenType, reference, appKey, journeyId } = recipient;
  if (tokenType === undefined || journeyId !== null) return recipient;
  const input = { phone, tokenType, reference, labels };
  const opened = await openJourney(context, input, { appKey, caller }).catch((error: unknown) => {
    // The message was not sent, also where the outcome of the token is unknown.
    throw isUnknown(error) ? withOutcome(error, "not_sent") : error;
  });
  return { ...recipient, journeyToken: opened.token, journeyId: opened.journeyId };
}
