import type { AuditedConditions } from "@nxzalo/core/journeys";
import { entryOf } from "../store/audit-entries.ts";
import { toAuditRecord } from "./audit.ts";
import type { ServiceContext } from "./context.ts";
import type { FitMessage } from "./find-for-bulk.ts";
import type { Search } from "./search-messages.ts";

/** What became of a message. */
export interface BulkOutcome extends Pick<FitMessage, "appIndex"> {
  readonly outcome: "cancelled" | "resent" | "failed" | "none";
}

/** What was done in bulk, by whom, and by what its messages were found. */
interface Bulk {
  readonly caller: string | undefined;
  readonly where: Search;
  readonly outcomes: readonly BulkOutcome[];
}

/** The conditions without what names a person or a parcel. */
function toAuditedConditions({ state, templateId, code, labels, day, timeZone, ...rest }: Search): AuditedConditions {
  const { createdFrom, createdBefore, ...people } = rest;
  const hidden = Object.entries(people).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return {
    ...(state !== undefined && { state }),
    ...(templateId !== undefined && { templateId }),
    ...(code !== undefined && { code }),
    ...(labels !== undefined && { labels }),
    ...(day !== undefined && { day }),
    ...(timeZone !== undefined && { timeZone }),
    ...(createdFrom !== undefined && { createdFrom: createdFrom.toISOString() }),
    ...(createdBefore !== undefined && { createdBefore: createdBefore.toISOString() }),
    ...(hidden.length > 0 && { hidden }),
  };
}

function countsOf(outcomes: readonly BulkOutcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { messages: outcomes.length };
  for (const { outcome } of outcomes) if (outcome !== "none") counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Adds an entry for each application of which a message was taken, beside those of the messages. */
export async function recordBulk(context: ServiceContext, { caller, where, outcomes }: Bulk): Promise<void> {
  const entry = toAuditRecord(context, { action: "bulk", caller, where: toAuditedConditions(where) });
  const apps = [...new Set(outcomes.map(({ appIndex }) => appIndex))];
  for (const [index, app] of apps.entries()) {
    const counts = countsOf(outcomes.filter(({ appIndex }) => appIndex === app));
    await context.records.addAudit({ ...entryOf(entry, app, index), counts });
  }
}
