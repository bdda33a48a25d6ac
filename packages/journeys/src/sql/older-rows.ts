import type { CompletedMessage, OlderKind, OlderRecords, OlderRow } from "../store/older-rows.ts";
import { type Query, queryAll, rawSql, sql } from "./query.ts";

/** Where such rows stand, what names them, and the column that an older version left empty. */
const places = {
  journeys: { table: "nxzalo_journeys", row: "journey_id", journey: "NULL", at: "created_at", empty: "token_type" },
  messages: {
    table: "nxzalo_messages",
    row: "message_id",
    journey: "journey_id",
    at: "created_at",
    empty: "template_id",
  },
  receipts: { table: "nxzalo_receipts", row: "receipt_id", journey: "NULL", at: "received_at", empty: "state" },
} as const satisfies Record<OlderKind, object>;

export function readOlder({
  kind,
  after,
  limit,
}: Parameters<OlderRecords["readOlder"]>[0]): Query<readonly OlderRow[]> {
  const { table, row, journey, at, empty } = places[kind];
  const columns = rawSql(`${row} AS "row", ciphertext, ${journey} AS "journeyId", ${at} AS "at"`);
  return queryAll(sql`
    SELECT ${columns} FROM ${rawSql(table)} WHERE ${rawSql(row)} > ${after} AND ${rawSql(empty)} IS NULL
    ORDER BY ${rawSql(row)} LIMIT ${limit}`);
}

export function* completeJourneys(journeys: Parameters<OlderRecords["completeJourneys"]>[0]): Query<void> {
  for (const { journeyId, tokenType } of journeys)
    yield* queryAll(sql`
      UPDATE nxzalo_journeys SET token_type = ${tokenType} WHERE journey_id = ${journeyId} AND token_type IS NULL`);
}

export function* completeMessages(messages: readonly CompletedMessage[]): Query<void> {
  for (const message of messages) {
    const { messageId, templateId, referenceIndex, foldedReferenceIndex } = message;
    const { referenceEndingIndex, phoneEndingIndex } = message;
    yield* queryAll(sql`
      UPDATE nxzalo_messages SET template_id = ${templateId}, reference_index = ${referenceIndex},
        folded_reference_index = ${foldedReferenceIndex}, reference_ending_index = ${referenceEndingIndex},
        phone_ending_index = ${phoneEndingIndex}
      WHERE message_id = ${messageId} AND template_id IS NULL`);
  }
}
