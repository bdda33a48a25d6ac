import type { EventRecord } from "../store/events.ts";
import { type Query, sql } from "./query.ts";

/** Stores an event, to be delivered at once; nothing where one of the same id is stored. */
export function* addEvent(event: EventRecord | undefined): Query<void> {
  if (!event) return;
  const { eventId, type, messageId, appIndex, phoneIndex, orderedBy, createdAt, ciphertext } = event;
  yield sql`
    INSERT INTO nxzalo_events (event_id, type, state, message_id, app_index, phone_index, ordered_by, created_at, due_at, ciphertext)
    VALUES (${eventId}, ${type}, 'waiting', ${messageId}, ${appIndex}, ${phoneIndex}, ${orderedBy}, ${createdAt}, ${createdAt}, ${ciphertext})
    ON CONFLICT (event_id) DO NOTHING`;
}
