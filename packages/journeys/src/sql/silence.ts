import type { SilenceRequest } from "../store/event-records.ts";
import { toUndeliverable } from "../store/undeliverable.ts";
import { addEvent } from "./events.ts";
import { execute, inList, type Query, queryAll, queryOne, skipHeld, sql } from "./query.ts";

interface SilentRow {
  readonly messageId: string;
  readonly appIndex: string;
  readonly phoneIndex: string;
}

/** Whether an application's deliveries are told at all: otherwise silence says nothing of a message. */
function* isHeard(appIndex: string, since: number): Query<boolean> {
  const last = yield* queryOne(sql`
    SELECT received_at FROM nxzalo_receipts
    WHERE received_at >= ${since} AND app_index = ${appIndex} AND state = 'delivered' LIMIT 1`);
  return last !== undefined;
}

export function* tellSilent({ now, heardSince, laterAt, limit }: SilenceRequest): Query<number> {
  const due = yield* queryAll<SilentRow>(sql`
    SELECT message_id AS "messageId", app_index AS "appIndex", phone_index AS "phoneIndex" FROM nxzalo_messages
    WHERE silent_at IS NOT NULL AND silent_at <= ${now} ORDER BY silent_at LIMIT ${limit} ${skipHeld}`);
  const heard = new Map<string, boolean>();
  for (const { appIndex } of due) if (!heard.has(appIndex)) heard.set(appIndex, yield* isHeard(appIndex, heardSince));
  const told = due.filter(({ appIndex }) => heard.get(appIndex));
  const later = due.filter(({ appIndex }) => !heard.get(appIndex));
  yield* execute(sql`
    UPDATE nxzalo_messages SET silent_at = ${laterAt}
    WHERE message_id IN (${inList(later.map(({ messageId }) => messageId))}) AND silent_at <= ${now}`);
  // What is told of meanwhile is silent no more.
  const silent = yield* queryAll<{ messageId: string }>(sql`
    UPDATE nxzalo_messages SET silent_at = NULL
    WHERE message_id IN (${inList(told.map(({ messageId }) => messageId))}) AND silent_at <= ${now}
    RETURNING message_id AS "messageId"`);
  const ids = new Set(silent.map(({ messageId }) => messageId));
  for (const message of told)
    if (ids.has(message.messageId)) yield* addEvent(toUndeliverable(message, { reason: "silent" }, now));
  return due.length;
}

export function* putOffSilence({ now, until }: { readonly now: number; readonly until: number }): Query<void> {
  yield* execute(sql`
    UPDATE nxzalo_messages SET silent_at = ${until} WHERE message_id IN (
      SELECT message_id FROM nxzalo_messages WHERE silent_at IS NOT NULL AND silent_at <= ${now} ${skipHeld})`);
}

export interface SilenceRow {
  readonly at: number | null;
}
export const selectNextSilence = sql`
  SELECT silent_at AS "at" FROM nxzalo_messages WHERE silent_at IS NOT NULL ORDER BY silent_at LIMIT 1`;

export function* nextSilence(): Query<number | null> {
  const row = yield* queryOne<SilenceRow>(selectNextSilence);
  return row?.at ?? null;
}
