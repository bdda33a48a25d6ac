import { delay, isSimulated } from "@nxzalo/core/internal";
import type { OpenedJourney } from "@nxzalo/core/journeys";
import { writePhone } from "@nxzalo/core/phone";
import { daysOf, type OpenJourneyInput } from "@nxzalo/core/schemas";
import { dayMs } from "../durations.ts";
import type { Holder, JourneyRecord } from "../store/records.ts";
import { createIndexes, inApplication, type ServiceContext } from "./context.ts";
import { decryptFailure, decryptJourney, encryptFailure, encryptJourney } from "./encrypted-fields.ts";
import { isUnknown, journeyLocked, rejectUnasked, rejectUnopened, sameReferenceHint, withOutcome } from "./errors.ts";
import { whileRenewing } from "./renew-lease.ts";
import { retryWrite, retryWriteInBackground } from "./retry-write.ts";

/** Milliseconds between two looks of a caller who waits for the owner: the shortest and the longest. */
const shortestLookMs = 15;
const longestLookMs = 200;
/** Less than that is not worth asking NXCLOUD for. */
const shortestCallMs = 1_000;

/** A journey as a caller gets it. */
export async function toOpenedJourney(
  { encryption }: ServiceContext,
  journey: Pick<JourneyRecord, "journeyId" | "ciphertext" | "createdAt">,
  reused: boolean,
): Promise<OpenedJourney> {
  const { journeyId, createdAt } = journey;
  const { token, phone, tokenType, reference, simulated } = await decryptJourney(encryption, journey);
  const expiresAt = new Date(createdAt + daysOf(tokenType) * dayMs);
  const own = { ...(reference !== undefined && { reference }), ...(simulated && { simulated }) };
  return { journeyId, token, phone, tokenType, ...own, expiresAt, reused };
}

/** In which application a journey is opened, and for whom. */
export interface OpenFor {
  readonly appKey: string;
  readonly caller?: string | undefined;
}

/** What a journey is created from. */
interface JourneyRequest {
  readonly input: OpenJourneyInput;
  readonly appKey: string;
  readonly caller?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Asks NXCLOUD, and makes a record of its answer. */
async function createJourney(
  { client, encryption, assertWritable, marginMs, now, staging, settings }: ServiceContext,
  { input, appKey, caller, signal }: JourneyRequest,
): Promise<JourneyRecord> {
  await assertWritable();
  const { phone, tokenType, reference, labels } = input;
  // The caller's own signal is not passed on: the answer has to be stored, also when the caller has hung up.
  const { journeyId, token } = await client.initJourneyToken(
    { phone: writePhone(phone, settings.defaultCountryCode), tokenType },
    { ...inApplication(appKey), signal },
  );
  const createdAt = now();
  const expiresAt = createdAt + daysOf(tokenType) * dayMs;
  const simulated = isSimulated(staging, phone) || undefined;
  const index = createIndexes(encryption);
  const [appIndex, phoneIndex, referenceIndex, tokenIndex, ciphertext] = await Promise.all([
    index.app(appKey),
    index.phone(phone),
    reference === undefined ? null : index.reference(reference),
    index.token(token),
    encryptJourney(encryption, journeyId, { token, phone, tokenType, reference, appKey, simulated }),
  ]);
  const indexes = { appIndex, phoneIndex, referenceIndex, tokenIndex };
  const times = { createdAt, expiresAt, liveUntil: expiresAt - marginMs };
  return {
    journeyId,
    ...indexes,
    ciphertext,
    ...times,
    tokenType,
    caller: caller ?? null,
    labels: labels ? JSON.stringify(labels) : null,
    ...(simulated && { simulated }),
  };
}

/** As the owner of a lease: asks, and commits before the caller gets it. `undefined` where another owner has taken over meanwhile. */
const createAsOwner = (context: ServiceContext, request: JourneyRequest, lease: Holder) =>
  whileRenewing(
    context,
    (leaseUntil) => context.records.renewLease({ ...lease, leaseUntil }),
    () => createAndCommit(context, request, lease),
  );

async function createAndCommit(
  context: ServiceContext,
  request: JourneyRequest,
  lease: Holder,
): Promise<JourneyRecord | undefined> {
  const { records, encryption, timeouts } = context;
  let journey: JourneyRecord;
  try {
    journey = await createJourney(context, request);
  } catch (error) {
    // Callers who wait get the same refusal. Where the outcome is unknown, one of them asks at once.
    const failure = isUnknown(error) ? null : await encryptFailure(encryption, lease.key, error);
    await retryWriteInBackground(() => records.releaseLease({ ...lease, failure }), timeouts);
    throw error;
  }
  const isOurs = await retryWrite(() => records.completeLease({ ...lease, journey }), timeouts.writeTimeoutMs).catch(
    (error: unknown) => {
      throw withOutcome(error, "unknown");
    },
  );
  // Too late: this token is given to no caller.
  return isOurs ? journey : undefined;
}

/** The live journey of a key, or a new one; one caller of many asks NXCLOUD for it. */
async function openByKey(
  context: ServiceContext,
  input: OpenJourneyInput,
  asker: OpenFor,
  key: string,
): Promise<OpenedJourney> {
  const { records, encryption, leaseMs, deadlineMs, now } = context;
  const owner = crypto.randomUUID();
  const giveUpAt = now() + deadlineMs;
  let waitedFor: string | undefined;
  for (let delayMs = shortestLookMs; ; delayMs = Math.min(delayMs * 1.5, longestLookMs)) {
    const at = now();
    const request = { key, owner, now: at, leaseUntil: at + leaseMs, waitedFor };
    const lease = await records.acquireLease(request).catch((error: unknown) => {
      // It may have been acquired all the same; no caller should wait for it.
      void records.releaseLease({ key, owner, failure: null }).catch(() => {});
      throw error;
    });
    if (lease.kind === "live") return toOpenedJourney(context, lease.journey, true);
    if (lease.kind === "failed") throw await decryptFailure(encryption, key, lease.failure);
    if (lease.kind === "acquired") {
      // A caller that has waited has less time left than the client would take.
      const leftMs = Math.max(giveUpAt - at, shortestCallMs);
      const signal = waitedFor === undefined ? undefined : AbortSignal.timeout(leftMs);
      const asked = { input, ...asker, signal };
      const journey = await createAsOwner(context, asked, { key, owner }).catch((error: unknown) => {
        throw signal?.aborted ? journeyLocked("unknown") : error;
      });
      if (journey) return toOpenedJourney(context, journey, false);
      continue;
    }
    waitedFor = lease.owner;
    if (at >= giveUpAt) throw journeyLocked();
    await delay(delayMs * (0.5 + Math.random() / 2));
  }
}

/**
 * The journey for (application, phone, token type, reference); without a reference a new one, as NXCLOUD does: nothing tells two parcels
 * for one phone apart.
 */
export async function openJourney(
  context: ServiceContext,
  input: OpenJourneyInput,
  { appKey, caller }: OpenFor,
): Promise<OpenedJourney> {
  const { records, encryption, timeouts } = context;
  const { phone, tokenType, reference } = input;
  if (reference !== undefined) {
    const key = await createIndexes(encryption)
      .journey(appKey, phone, tokenType, reference, ...(isSimulated(context.staging, phone) ? ["simulated"] : []))
      .catch(rejectUnopened(sameReferenceHint));
    return openByKey(context, input, { appKey, caller }, key).catch(rejectUnasked(sameReferenceHint));
  }
  // NXCLOUD is asked nothing that could not be stored.
  await records.ping();
  const journey = await createJourney(context, { input, appKey, caller });
  await retryWrite(() => records.addJourney(journey), timeouts.writeTimeoutMs).catch((error: unknown) => {
    throw withOutcome(error, "unknown");
  });
  return toOpenedJourney(context, journey, false);
}
