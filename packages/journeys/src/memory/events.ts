import type { EventRecord } from "../store/events.ts";
import type { Tables } from "./tables.ts";

/** Stores an event, to be delivered at once; nothing where one of the same id is stored. */
export function addEvent({ events }: Tables, event: EventRecord | undefined): void {
  if (!event || events.has(event.eventId)) return;
  events.set(event.eventId, { ...event, state: "waiting", dueAt: event.createdAt, tries: 0 });
}
