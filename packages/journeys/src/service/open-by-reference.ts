import type { OpenedJourney } from "@nxzalo/core/journeys";
import { daysOf, type OpenJourneyInput } from "@nxzalo/core/schemas";
import type { JourneyRecord } from "../store/records.ts";
import { dayMs, inApplication, indexesOf, type RuleContext } from "./context.ts";
import { openSealed, sealJourney } from "./encrypted-journey.ts";
import { held, isUnknown, openFailure, sealFailure, withOutcome } from "./errors.ts";
import { retryWrite, retryWriteInBackground } from "./retry-write.ts";

/** How often a waiter looks whether the owner has finished: seldom, then more seldom. */
const shortestLookMs = 15;
const longestLookMs = 200;
/** Less than that is not worth asking NXCLOUD for. */
const shortestCallMs = 1_000;

const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** A journey as a caller gets it. */
export async function shownJourney(
  { vault }: RuleContext,
  { journeyId, sealed, createdAt }: Pick<JourneyRecord, "journeyId" | "sealed" | "createdAt">,
  reused: boolean,
): Promise<OpenedJourney> {
  const { token, phone, tokenType, reference } = await openSealed(vault, sealed);
  const expiresAt = new Date(createdAt + daysOf(tokenType) * dayMs);
  return { journeyId, token, phone, tokenType, ...(reference !== undefined && { reference }), expiresAt, reused };
}

/** Asks NXCLOUD, and makes a record of what it said. */
async function made(
  { client, vault, marginMs, now }: RuleContext,
  { phone, tokenType, reference }: OpenJourneyInput,
  appKey: string,
  signal?: AbortSignal,
): Promise<JourneyRecord> {
  // The caller's own signal is not passed on: what was asked has to be recorded, also when they have hung up.
  const { journeyId, token } = await client.initJourneyToken(
    { phone, tokenType },
    { ...inApplication(appKey), signal },
  );
  const createdAt = now();
  const expiresAt = createdAt + daysOf(tokenType) * dayMs;
  const index = indexesOf(vault);
  const [appIndex, phoneIndex, referenceIndex, tokenIndex, sealed] = await Promise.all([
    index.app(appKey),
    index.phone(phone),
    reference === undefined ? null : index.reference(reference),
    index.token(token),
    sealJourney(vault, { token, phone, tokenType, reference, appKey }),
  ]);
  const indexes = { appIndex, phoneIndex, referenceIndex, tokenIndex };
  return { journeyId, ...indexes, sealed, createdAt, expiresAt, liveUntil: expiresAt - marginMs };
}

/** As the owner of the key: asks, and commits before anybody hears of it. Nothing where another owner has taken over meanwhile. */
async function ask(
  context: RuleContext,
  input: OpenJourneyInput,
  appKey: string,
  claim: { readonly key: string; readonly owner: string },
  signal: AbortSignal | undefined,
): Promise<JourneyRecord | undefined> {
  const { records, vault } = context;
  let journey: JourneyRecord;
  try {
    journey = await made(context, input, appKey, signal);
  } catch (error) {
    // Whoever waits gets the same refusal. Where nobody knows, one of them asks at once.
    const failure = isUnknown(error) ? null : await sealFailure(vault, error);
    await retryWriteInBackground(() => records.release({ ...claim, failure }));
    throw error;
  }
  const isOurs = await retryWrite(() => records.complete({ ...claim, journey })).catch((error: unknown) => {
    throw withOutcome(error, "unknown");
  });
  // Too late: this token is given to nobody.
  return isOurs ? journey : undefined;
}

/** The live journey of a key, or a new one, whoever else asks for it at the same time. */
async function openByKey(
  context: RuleContext,
  input: OpenJourneyInput,
  appKey: string,
  key: string,
): Promise<OpenedJourney> {
  const { records, vault, leaseMs, deadlineMs, now } = context;
  const owner = crypto.randomUUID();
  const giveUpAt = now() + deadlineMs;
  let waitedFor: string | undefined;
  for (let delayMs = shortestLookMs; ; delayMs = Math.min(delayMs * 1.5, longestLookMs)) {
    const at = now();
    const claim = await records.claim({ key, owner, now: at, leaseUntil: at + leaseMs, waitedFor }).catch((error) => {
      // It may be ours all the same; nobody must wait for us.
      void records.release({ key, owner, failure: null }).catch(() => {});
      throw error;
    });
    if (claim.kind === "live") return shownJourney(context, claim.journey, true);
    if (claim.kind === "failed") throw await openFailure(vault, claim.failure);
    if (claim.kind === "claimed") {
      // Who has waited has less time left than the client would take.
      const leftMs = Math.max(giveUpAt - at, shortestCallMs);
      const signal = waitedFor === undefined ? undefined : AbortSignal.timeout(leftMs);
      const journey = await ask(context, input, appKey, { key, owner }, signal).catch((error: unknown) => {
        throw signal?.aborted ? held("unknown") : error;
      });
      if (journey) return shownJourney(context, journey, false);
      continue;
    }
    waitedFor = claim.owner;
    if (at >= giveUpAt) throw held();
    await sleep(delayMs * (0.5 + Math.random() / 2));
  }
}

/**
 * The journey for (application, phone, token type, reference); without a reference a new one, as NXCLOUD does: nothing tells two parcels
 * for one phone apart.
 */
export async function openJourney(
  context: RuleContext,
  input: OpenJourneyInput,
  appKey: string,
): Promise<OpenedJourney> {
  const { records, vault } = context;
  const { phone, tokenType, reference } = input;
  if (reference !== undefined) {
    const key = await indexesOf(vault).journey(appKey, phone, tokenType, reference);
    return openByKey(context, input, appKey, key);
  }
  // Nothing is asked that could not be remembered.
  await records.ping();
  const journey = await made(context, input, appKey);
  await retryWrite(() => records.add(journey)).catch((error: unknown) => {
    throw withOutcome(error, "unknown");
  });
  return shownJourney(context, journey, false);
}
