import type { MessageState } from "@nxzalo/core/journeys";
import { toLabel } from "../store/message-queries.ts";
import { isUndecided, isUnsent, rankOf } from "../store/message-states.ts";
import type { MessageRecord } from "../store/records.ts";
import { execute, type Query, rawSql, type Statement, sql } from "./query.ts";

/** The states themselves are no input: they stand in the statement. */
const literal = (state: string) => `'${state}'`;
const states = Object.keys(rankOf) as MessageState[];
const listed = (some: readonly string[]) => rawSql(some.map(literal).join(", "));
const accepted = listed(states.filter((state) => rankOf[state] >= rankOf.accepted));
const unsent = listed(states.filter(isUnsent));
const undecided = listed(states.filter(isUndecided));

/** Whether a message may be sent yet, or may have been, whose state stands in a column. */
export const isUndecidedSql = (state: Statement): Statement => sql`${state} IN (${undecided})`;

/** Whether NXCLOUD has the message whose state stands in a column. */
export const isAcceptedSql = (state: Statement): Statement => sql`${state} IN (${accepted})`;

/** Whether each attempt of a message of the table `m` was refused. */
export const isRefusedSql = sql`(m.state = 'refused' AND NOT EXISTS (
  SELECT 1 FROM nxzalo_attempts a WHERE a.message_id = m.message_id AND a.state <> 'refused'))`;

/** Whether a message of the table `m` surely was not sent, by any attempt. */
export const isUnsentSql = sql`(m.state IN (${unsent}) AND NOT EXISTS (
  SELECT 1 FROM nxzalo_attempts a WHERE a.message_id = m.message_id AND a.state NOT IN (${unsent})))`;

/** Whether NXCLOUD has a message of the table `m`, by any attempt. */
export const isEverAcceptedSql = sql`(m.state IN (${accepted}) OR EXISTS (
  SELECT 1 FROM nxzalo_attempts a WHERE a.message_id = m.message_id AND a.state IN (${accepted})))`;

/** A message's own state, or the one that it is told to have, where that is further on. */
export function forward(to: MessageState): Statement {
  const before = Object.keys(rankOf).filter((state) => rankOf[state as MessageState] < rankOf[to]);
  return rawSql(`CASE WHEN state IN (${before.map(literal).join(", ")}) THEN ${literal(to)} ELSE state END`);
}

/** A message before it is sent. */
export function* insertMessage(message: MessageRecord): Query<void> {
  const { messageId, journeyId, hasToken, appIndex, phoneIndex, ciphertext, data, createdAt, caller, templateId } =
    message;
  const { referenceIndex, foldedReferenceIndex, referenceEndingIndex, phoneEndingIndex } = message;
  const labels = message.labels && JSON.stringify(message.labels);
  const { topicIndex = null, waiting, simulated = false } = message;
  const state = waiting ? "scheduled" : "unknown";
  const { dueAt = null, notAfter = null, lane = null, heldFor = null, secrets = null } = waiting ?? {};
  yield* execute(sql`
    INSERT INTO nxzalo_messages (message_id, journey_id, has_token, app_index, phone_index, ciphertext, data, created_at, attempted_at,
      caller, template_id, labels, reference_index, folded_reference_index, reference_ending_index, phone_ending_index,
      topic_index, state, due_at, not_after, lane, held_for, secrets, simulated)
    VALUES (${messageId}, ${journeyId}, ${Number(hasToken)}, ${appIndex}, ${phoneIndex}, ${ciphertext}, ${data}, ${createdAt}, ${createdAt},
      ${caller}, ${templateId}, ${labels}, ${referenceIndex}, ${foldedReferenceIndex}, ${referenceEndingIndex}, ${phoneEndingIndex},
      ${topicIndex}, ${state}, ${dueAt}, ${notAfter}, ${lane}, ${heldFor}, ${secrets}, ${Number(simulated)})`);
  for (const label of Object.entries(message.labels ?? {}).map(toLabel))
    yield* execute(
      sql`INSERT INTO nxzalo_labels (label, created_at, message_id) VALUES (${label}, ${createdAt}, ${messageId})`,
    );
}
