import type { AuditQuery, AuditRecord } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { isBeyond, newestFirst, sorted } from "./queries.ts";
import type { Tables } from "./tables.ts";

const placeOf = ({ at, auditId }: AuditRecord) => ({ at, id: auditId });

/** Of a person themselves, or of a message or a journey of theirs that is stored. */
const isAbout = ({ messages, journeys }: Tables, subject: string | null, phoneIndex: string) =>
  subject !== null &&
  [subject, messages.get(subject)?.phoneIndex, journeys.get(subject)?.phoneIndex].includes(phoneIndex);

function fits(tables: Tables, entry: AuditRecord, query: AuditQuery): boolean {
  const { appIndexes, action, caller, subject, phoneIndex, recordedFrom, recordedBefore, after } = query;
  const { appIndex } = entry;
  return (
    (appIndexes === undefined || (appIndex !== null && appIndexes.includes(appIndex))) &&
    (action === undefined || entry.action === action) &&
    (caller === undefined || entry.caller === caller) &&
    (subject === undefined || entry.subject === subject) &&
    (phoneIndex === undefined || isAbout(tables, entry.subject, phoneIndex)) &&
    (recordedFrom === undefined || entry.at >= recordedFrom) &&
    (recordedBefore === undefined || entry.at < recordedBefore) &&
    isBeyond(placeOf(entry), after)
  );
}

export function createAudit(tables: Tables): Pick<JourneyRecords, "addAudit" | "searchAudit" | "sweepAudit"> {
  const { audit, peopleRequests } = tables;
  return {
    addAudit: async (entry) => {
      if (!audit.has(entry.auditId)) audit.set(entry.auditId, { ...entry });
    },
    searchAudit: async (query) => {
      const found = [...audit.values()].filter((entry) => fits(tables, entry, query));
      return sorted(found, placeOf, newestFirst).slice(0, query.limit);
    },
    sweepAudit: async ({ before, limit }) => {
      const over = [...audit.values()].filter(({ at }) => at < before);
      const swept = sorted(over, placeOf, newestFirst).slice(-limit);
      for (const { auditId } of swept) audit.delete(auditId);
      const done = [...peopleRequests.values()].filter(({ doneAt }) => doneAt !== null && doneAt < before);
      for (const { requestId } of done) peopleRequests.delete(requestId);
      return swept.length + done.length;
    },
  };
}
