import type { AuditRecord } from "./records.ts";

/** An entry about one of several applications: each has an id of its own. */
export const entryOf = (entry: AuditRecord, appIndex: string | null, index: number): AuditRecord => ({
  ...entry,
  auditId: index === 0 ? entry.auditId : `${entry.auditId}${index.toString(16)}`,
  appIndex,
});

/** Entries that suppressions were removed, with their numbers: those about an application in which there were some, and those about none. */
export function entriesOfRemoval(
  entries: readonly AuditRecord[],
  removed: readonly { readonly appIndex: string }[],
): readonly AuditRecord[] {
  const countOf = ({ appIndex }: AuditRecord) =>
    appIndex === null ? removed.length : removed.filter((one) => one.appIndex === appIndex).length;
  return entries
    .map((entry) => ({ ...entry, counts: { suppressions: countOf(entry) } }))
    .filter(({ appIndex, counts }) => appIndex === null || counts.suppressions > 0);
}

/** Entries that events were replayed, with their numbers: of a limited caller one for each application that had some, otherwise one for all. */
export function entriesOfReplay(
  entry: AuditRecord,
  events: readonly { readonly appIndex: string | null }[],
  isLimited: boolean,
): readonly AuditRecord[] {
  const appIndexes = [...new Set(events.map(({ appIndex }) => (isLimited ? appIndex : null)))].sort();
  return appIndexes.map((appIndex, index) => {
    const own = appIndex === null ? events : events.filter((event) => event.appIndex === appIndex);
    return { ...entryOf(entry, appIndex, index), counts: { events: own.length } };
  });
}
