import type { CallContext, OpenedJourney } from "@nxzalo/core/journeys";
import { type OpenJourneyInput, validateInput } from "@nxzalo/core/schemas";
import type { IdempotencyRecord } from "../store/records.ts";
import type { ServiceContext } from "./context.ts";
import { decryptAnswer, encryptAnswer } from "./encrypted-fields.ts";
import { outcomeUnknown, rejectUnasked, sameKeyHint } from "./errors.ts";
import { assertRepeatable, callRequest, findCall, type KeyedCall } from "./idempotency.ts";
import { schemas } from "./input-schemas.ts";
import { type OpenFor, openJourney, toOpenedJourney } from "./open-by-reference.ts";
import { whileRenewing } from "./renew-lease.ts";
import { retryWrite, retryWriteInBackground } from "./retry-write.ts";

/** The answer that the call had before. */
async function repeated(context: ServiceContext, call: KeyedCall, known: IdempotencyRecord): Promise<OpenedJourney> {
  await assertRepeatable(context, call, known);
  const journey = known.journeyId === null ? undefined : await context.records.find(known.journeyId);
  if (!journey || known.answer === null) throw outcomeUnknown();
  const { reused } = (await decryptAnswer(context.encryption, call.key, known.answer)) as { reused: boolean };
  return toOpenedJourney(context, journey, reused);
}

/** Opens a journey; by an idempotency key, once. A call that led to nothing may be made again: creating a token costs nothing. */
export async function openOnce(
  context: ServiceContext,
  given: OpenJourneyInput,
  options: CallContext,
): Promise<OpenedJourney> {
  const { appKey = context.appKey, caller } = options;
  const asked = { appKey, caller };
  const input = validateInput(schemas.open(context.settings), given);
  if (options.idempotencyKey === undefined) return openJourney(context, input, asked);
  const { known, ...call } = await findCall(context, options, "open", { ...input, appKey });
  const answer = known ? repeated(context, call, known) : openByCall(context, input, asked, call);
  return answer.catch(rejectUnasked(sameKeyHint));
}

async function openByCall(
  context: ServiceContext,
  input: OpenJourneyInput,
  asked: OpenFor,
  call: KeyedCall,
): Promise<OpenedJourney> {
  const { records, encryption, timeouts, now } = context;
  const holder = { key: call.key, owner: crypto.randomUUID() };
  const found = await records.start({ call: callRequest(context, call, { owner: holder.owner }) });
  if (found) return repeated(context, call, found);
  const renew = (leaseUntil: number) => records.renewCall({ ...holder, leaseUntil });
  const open = () => openJourney(context, input, asked);
  const journey = await whileRenewing(context, renew, open).catch(async (error: unknown) => {
    await retryWriteInBackground(() => records.cancel({ call: holder }), timeouts);
    throw error;
  });
  const { journeyId, reused } = journey;
  const answer = await encryptAnswer(encryption, call.key, { reused });
  // A stored journey may be given out, also where its idempotency key could not be written.
  const isOurs = await retryWrite(
    () => records.finish({ call: holder, journeyId, answer }),
    timeouts.writeTimeoutMs,
  ).catch(() => true);
  if (isOurs) return journey;
  // Too late: the owner that has taken over has the answer.
  const current = await records.findIdempotent({ key: call.key, now: now() });
  if (current) return repeated(context, call, current);
  throw outcomeUnknown();
}
