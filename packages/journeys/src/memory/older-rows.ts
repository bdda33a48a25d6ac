import type { OlderKind, OlderRecords, OlderRow } from "../store/older-rows.ts";
import type { Tables } from "./tables.ts";

/** No older version has written to this memory: only what was stored without these columns is read anew. */
export function createOlderRows({ journeys, messages }: Tables): OlderRecords {
  const read: Readonly<Record<OlderKind, () => readonly OlderRow[]>> = {
    journeys: () =>
      [...journeys.values()]
        .filter(({ tokenType }) => tokenType === null)
        .map(({ journeyId, ciphertext, createdAt }) => ({
          row: journeyId,
          ciphertext,
          journeyId: null,
          at: createdAt,
        })),
    messages: () =>
      [...messages.values()]
        .filter(({ templateId }) => templateId === null)
        .map(({ messageId, ciphertext, journeyId, createdAt }) => ({
          row: messageId,
          ciphertext,
          journeyId,
          at: createdAt,
        })),
    receipts: () => [],
  };
  return {
    readOlder: async ({ kind, after, limit }) =>
      read[kind]()
        .filter(({ row }) => row > after)
        .sort((one, other) => (one.row < other.row ? -1 : 1))
        .slice(0, limit),
    completeJourneys: async (completed) => {
      for (const { journeyId, tokenType } of completed) {
        const known = journeys.get(journeyId);
        if (known?.tokenType === null) journeys.set(journeyId, { ...known, tokenType });
      }
    },
    completeMessages: async (completed) => {
      for (const { messageId, ...columns } of completed) {
        const known = messages.get(messageId);
        if (known?.templateId === null) Object.assign(known, columns);
      }
    },
  };
}
