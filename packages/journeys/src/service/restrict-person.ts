import type { PersonRequest, PersonScope } from "@nxzalo/core/journeys";
import { type PersonInput, validateInput } from "@nxzalo/core/schemas";
import { allApplications } from "../store/suppressions.ts";
import { toAppNames } from "./app-names.ts";
import { toAuditRecord, toAuditRecords } from "./audit.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { endWaiting } from "./hold.ts";
import { schemas } from "./input-schemas.ts";
import { beginRequest, endRequest, toPersonRequest } from "./person-requests.ts";
import { toSuppressionRecord } from "./suppressions.ts";

/**
 * A person is not written to any more. What comes is stopped first: then nothing new can wait, and what is due meanwhile is refused.
 */
export async function restrictPerson(
  context: ServiceContext,
  given: PersonInput,
  scope: PersonScope,
): Promise<PersonRequest> {
  const { records, encryption, settings, now } = context;
  const { phone } = validateInput(schemas.person(settings), given);
  const { caller } = scope;
  const phoneIndex = await createIndexes(encryption).phone(phone);
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const request = await beginRequest(context, { kind: "restrict", phone, phoneIndex, appIndexes, caller });
  let messages = 0;
  for (const appIndex of appIndexes ?? [allApplications]) {
    const isAll = appIndex === allApplications;
    const made = {
      appIndex,
      phoneIndex,
      scope: "all",
      source: "restriction",
      zaloError: null,
      messageId: null,
      caller: caller ?? null,
      createdAt: now(),
      toldAt: now(),
      untilAt: null,
    } as const;
    const suppression = await toSuppressionRecord(context, made, { phone });
    const own = isAll ? undefined : appIndex;
    const entry = toAuditRecord(context, { action: "suppress", caller, appIndex: own, subject: phoneIndex });
    await records.addSuppression({ suppression, entry });
    const theirs = { phoneIndex, appIndex: own };
    messages += await endWaiting(context, theirs, { to: "cancelled", reason: "suppressed" });
  }
  const counts = { messages };
  const entries = toAuditRecords(context, { action: "restrict", caller, subject: phoneIndex, counts }, appIndexes);
  const done = await endRequest(context, request, { counts, entries });
  return toPersonRequest(context, done, await toAppNames(context, scope));
}
