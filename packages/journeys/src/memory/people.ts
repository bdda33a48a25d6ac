import { isDoneWith, type PeopleRecords, type PersonRequestQuery, type PersonRequestRecord } from "../store/people.ts";
import { allApplications } from "../store/suppressions.ts";
import { isBeyond, newestFirst, oldestFirst, sorted } from "./queries.ts";
import { type Tables, toKnown } from "./tables.ts";

const placeOf = ({ askedAt, requestId }: PersonRequestRecord) => ({ at: askedAt, id: requestId });

/** About one of some applications, and not about all. */
export const isAboutApps = ({ appIndexes }: PersonRequestRecord, wanted: readonly string[] | undefined) =>
  wanted === undefined || (appIndexes?.some((appIndex) => wanted.includes(appIndex)) ?? false);

const fits = (request: PersonRequestRecord, query: PersonRequestQuery): boolean =>
  isAboutApps(request, query.appIndexes) &&
  (query.phoneIndex === undefined || request.phoneIndex === query.phoneIndex) &&
  (query.kind === undefined || request.kind === query.kind) &&
  (query.isDone === undefined || (request.doneAt !== null) === query.isDone) &&
  isBeyond(placeOf(request), query.after);

export function createPeople(tables: Tables): PeopleRecords {
  const { journeys, messages, attempts, receipts, tasks, suppressions, peopleRequests, audit } = tables;
  return {
    readPerson: async ({ phoneIndex, appIndexes }) => {
      const isTheirs = (row: { readonly phoneIndex: string; readonly appIndex: string }) =>
        row.phoneIndex === phoneIndex && (appIndexes?.includes(row.appIndex) ?? true);
      const ownJourneys = new Set([...journeys.values()].filter(isTheirs));
      const ownMessages = [...messages.values()].filter(isTheirs);
      const journeyIds = new Set([...ownJourneys].map(({ journeyId }) => journeyId));
      const messageIds = new Set(ownMessages.map(({ messageId }) => messageId));
      const ownReceipts = [...receipts.values()].filter(
        ({ messageId, journeyId }) => messageIds.has(messageId ?? "") || journeyIds.has(journeyId ?? ""),
      );
      return {
        journeys: sorted(
          [...ownJourneys],
          ({ createdAt, journeyId }) => ({ at: createdAt, id: journeyId }),
          oldestFirst,
        ),
        messages: sorted(
          ownMessages,
          ({ createdAt, messageId }) => ({ at: createdAt, id: messageId }),
          oldestFirst,
        ).map(toKnown),
        attempts: [...attempts.values()]
          .filter(({ messageId }) => messageIds.has(messageId))
          .sort((one, other) => one.attempt - other.attempt)
          .map((one) => ({ ...one })),
        receipts: sorted(ownReceipts, ({ receivedAt, receiptId }) => ({ at: receivedAt, id: receiptId }), oldestFirst),
        tasks: [...tasks]
          .filter(([messageId]) => messageIds.has(messageId))
          .map(([messageId, task]) => ({ ...task, messageId })),
        suppressions: sorted(
          [...suppressions.values()].filter(
            (one) =>
              one.phoneIndex === phoneIndex &&
              (appIndexes === undefined || [...appIndexes, allApplications].includes(one.appIndex)),
          ),
          ({ createdAt, suppressionId }) => ({ at: createdAt, id: suppressionId }),
          oldestFirst,
        ),
        requests: sorted(
          [...peopleRequests.values()].filter((one) => one.phoneIndex === phoneIndex && isAboutApps(one, appIndexes)),
          placeOf,
          oldestFirst,
        ),
      };
    },
    addPersonRequest: async (request) => {
      if (!peopleRequests.has(request.requestId)) peopleRequests.set(request.requestId, { ...request });
    },
    endPersonRequest: async (end) => {
      const { doneAt, counts, entries } = end;
      for (const one of [...peopleRequests.values()])
        if (isDoneWith(one, end)) peopleRequests.set(one.requestId, { ...one, doneAt, counts });
      for (const entry of entries) audit.set(entry.auditId, { ...entry });
    },
    searchPersonRequests: async (query) => {
      const found = [...peopleRequests.values()].filter((request) => fits(request, query));
      return sorted(found, placeOf, newestFirst).slice(0, query.limit);
    },
  };
}
