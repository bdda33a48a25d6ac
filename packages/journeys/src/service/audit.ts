import type { AuditEntry, AuditEntryView, AuditPage, MessageScope } from "@nxzalo/core/journeys";
import { type SearchAuditInput, validateInput } from "@nxzalo/core/schemas";
import { entryOf } from "../store/audit-entries.ts";
import type { AuditRecord } from "../store/records.ts";
import { toAppNames } from "./app-names.ts";
import { type AppNames, createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

/** An entry with the index of the application that it is about. */
interface IndexedEntry extends Omit<AuditEntry, "appKey"> {
  /** Default: it is about no application alone. */
  readonly appIndex?: string | undefined;
}

/** An entry as it is stored; what acts on the store adds it in the same transaction. */
export function toAuditRecord({ now }: ServiceContext, entry: IndexedEntry): AuditRecord {
  const { action, caller = null, appIndex = null, subject = null, role, counts = null, where } = entry;
  return {
    auditId: crypto.randomUUID().replaceAll("-", ""),
    at: now(),
    action,
    caller,
    appIndex,
    subject,
    counts,
    ...(role !== undefined && { role }),
    ...(where && { where }),
  };
}

/** Entries about a person: one for each application of a limited caller, who finds those of their own; otherwise one for all. */
export function toAuditRecords(
  context: ServiceContext,
  entry: Omit<IndexedEntry, "appIndex">,
  appIndexes: readonly string[] | undefined,
): readonly AuditRecord[] {
  const record = toAuditRecord(context, entry);
  return appIndexes?.map((appIndex, index) => entryOf(record, appIndex, index)) ?? [record];
}

export async function recordAudit(context: ServiceContext, { appKey, ...entry }: AuditEntry): Promise<void> {
  const appIndex = appKey === undefined ? undefined : await createIndexes(context.encryption).app(appKey);
  await context.records.addAudit(toAuditRecord(context, { ...entry, appIndex }));
}

function toEntryView(entry: AuditRecord, names: AppNames): AuditEntryView {
  const { auditId, at, action, caller, appIndex, subject, role, counts, where } = entry;
  const app = appIndex === null ? undefined : names.get(appIndex);
  return {
    auditId,
    recordedAt: new Date(at),
    action,
    ...(caller !== null && { caller }),
    ...(app !== undefined && { app }),
    ...(subject !== null && { subject }),
    ...(role !== undefined && { role }),
    ...(counts !== null && { counts }),
    ...(where && { where }),
  };
}

/** Entries of the audit, newest first; those that are about no application are for callers of all. */
export async function searchAudit(
  context: ServiceContext,
  given: SearchAuditInput,
  scope: MessageScope,
): Promise<AuditPage> {
  const query = validateInput(schemas.searchAudit(context.settings), given);
  const { action, caller, subject, phone, recordedFrom, recordedBefore, limit = defaultLimit, cursor } = query;
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const found = await context.records.searchAudit({
    appIndexes,
    action,
    caller,
    subject,
    phoneIndex: phone === undefined ? undefined : await createIndexes(context.encryption).phone(phone),
    recordedFrom: recordedFrom?.getTime(),
    recordedBefore: recordedBefore?.getTime(),
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = pageOf(found, limit, ({ at, auditId }) => ({ at, id: auditId }));
  const names = await toAppNames(context, scope);
  return { entries: items.map((entry) => toEntryView(entry, names)), nextCursor };
}
