import type { AccessScope, CallContext } from "@nxzalo/core/journeys";
import { type ForgetPersonInput, validateInput } from "@nxzalo/core/schemas";
import { sweptAtOnce, unmatchedRetainMs } from "../retention.ts";
import { toAuditRecord } from "./audit.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { schemas } from "./input-schemas.ts";
import { beginRequest, endRequest, includesSuppressions } from "./person-requests.ts";

/** Deletes one journey or a person's, with their messages and receipts. Gives the number of journeys. */
export async function forget(
  context: ServiceContext,
  what: { readonly journeyId: string } | ForgetPersonInput,
  { appKeys, caller }: AccessScope & Pick<CallContext, "caller">,
): Promise<number> {
  const { records, encryption, settings } = context;
  const appIndexes = await toAppIndexes(context, appKeys);
  if ("phone" in what) {
    const { phone, includeSuppressions } = validateInput(schemas.forget(settings), what);
    const phoneIndex = await createIndexes(encryption).phone(phone);
    const appIndex = appIndexes?.length === 1 ? appIndexes[0] : undefined;
    const asked = { kind: "forget", phone, phoneIndex, appIndexes, caller, includeSuppressions } as const;
    const request = await beginRequest(context, asked);
    const journeys = await records.forgetPhone({
      phoneIndex,
      appIndexes,
      includeSuppressions: await includesSuppressions(context, request),
      entry: toAuditRecord(context, { action: "forget", caller, appIndex, subject: phoneIndex }),
    });
    await endRequest(context, request, { counts: { journeys }, entries: [] });
    return journeys;
  }
  const journey = await records.find(what.journeyId);
  if (!journey || appIndexes?.includes(journey.appIndex) === false) return 0;
  const { journeyId, appIndex } = journey;
  const entry = toAuditRecord(context, { action: "delete", caller, appIndex, subject: journeyId });
  return Number(await records.forgetJourney(journeyId, entry));
}

/** Deletes, batch by batch, what is over for longer than `retainMs`, and the audit of before `auditRetainMs`. Gives the number of rows. */
export async function sweepAll({ records, retainMs, auditRetainMs, now }: ServiceContext): Promise<number> {
  let total = 0;
  for (let swept = 1; swept > 0; total += swept) {
    const at = now();
    const unmatchedBefore = at - Math.min(retainMs, unmatchedRetainMs);
    swept = await records.sweep({ now: at, expiredBefore: at - retainMs, unmatchedBefore, limit: sweptAtOnce });
    swept += await records.sweepAudit({ before: at - auditRetainMs, limit: sweptAtOnce });
  }
  return total;
}
