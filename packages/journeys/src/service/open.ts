import type { CallContext, OpenedJourney } from "@nxzalo/core/journeys";
import { type OpenJourneyInput, validateInput } from "@nxzalo/core/schemas";
import type { KnownCall } from "../store/records.ts";
import type { RuleContext } from "./context.ts";
import { lost } from "./errors.ts";
import { assertRepeatable, callRequest, type KeyedCall, keyedCall } from "./idempotency.ts";
import { openJourney, shownJourney } from "./open-by-reference.ts";
import { retryWrite, retryWriteInBackground } from "./retry-write.ts";
import { schemasOf } from "./schemas.ts";

/** What the call was answered before. */
async function repeated(context: RuleContext, call: KeyedCall, known: KnownCall): Promise<OpenedJourney> {
  assertRepeatable(context, call, known);
  const journey = known.journeyId === null ? undefined : await context.records.find(known.journeyId);
  if (!journey || known.answer === null) throw lost();
  const { reused } = (await context.vault.open(known.answer)) as { reused: boolean };
  return shownJourney(context, journey, reused);
}

/** Opens a journey; by an idempotency key, once. A call that led to nothing may be made again: creating a token costs nothing. */
export async function openOnce(context: RuleContext, given: OpenJourneyInput, options: CallContext) {
  const { records, vault, settings, now } = context;
  const { appKey = context.appKey } = options;
  const input = validateInput(schemasOf.open(settings), given);
  const call = await keyedCall(context, options, "open", { ...input, appKey });
  if (!call) return openJourney(context, input, appKey);
  const known = await records.look({ key: call.key, now: now() });
  if (known) return repeated(context, call, known);

  const holder = { key: call.key, owner: crypto.randomUUID() };
  const begun = await records.begin({ call: callRequest(context, call, holder.owner) });
  if (begun) return repeated(context, call, begun);
  const journey = await openJourney(context, input, appKey).catch(async (error: unknown) => {
    await retryWriteInBackground(() => records.drop({ call: holder }));
    throw error;
  });
  const { journeyId, reused } = journey;
  const answer = await vault.seal({ reused });
  // A journey that is remembered may be answered, also where its key is not.
  const isOurs = await retryWrite(() => records.settle({ call: holder, journeyId, answer })).catch(() => true);
  if (isOurs) return journey;
  // Too late: whoever has taken over has the answer.
  const taken = await records.look({ key: call.key, now: now() });
  if (taken) return repeated(context, call, taken);
  throw lost();
}
