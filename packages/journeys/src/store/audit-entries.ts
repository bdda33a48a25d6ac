import type { AuditRecord } from "./records.ts";

/** An entry about one of several applications: each has an id of its own. */
export const entryOf = (entry: AuditRecord, appIndex: string, index: number): AuditRecord => ({
  ...entry,
  auditId: index === 0 ? entry.auditId : `${entry.auditId}${index.toString(16)}`,
  appIndex,
});
