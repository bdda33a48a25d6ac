import * as z from "zod/mini";
import { customIssue } from "../internal/validate.ts";
import { pageFields, timeSchema } from "./search.ts";
import { nonEmptyText } from "./shared.ts";

/**
 * Where an event stands: it waits for its delivery, its target has taken it, or it is a dead letter: given up, or a receipt that matches
 * nothing or cannot be read.
 */
export const eventStates = ["waiting", "delivered", "dead"] as const;

/** One of {@link eventStates}. */
export type EventState = (typeof eventStates)[number];

/** What a search takes of events. */
export interface SearchEventsInput {
  readonly state?: EventState | undefined;
  /** Such as `message.undeliverable`. */
  readonly type?: string | undefined;
  /** The message that it is about. */
  readonly messageId?: string | undefined;
  /** A Date, or ISO 8601 with a zone; included. */
  readonly createdFrom?: Date | string | undefined;
  /** A Date, or ISO 8601 with a zone; not included. */
  readonly createdBefore?: Date | string | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchEventsInput} has to be. */
export const searchEventsInput = () =>
  z.strictObject({
    state: z.optional(z.enum(eventStates)),
    type: z.optional(nonEmptyText()),
    messageId: z.optional(nonEmptyText()),
    createdFrom: z.optional(timeSchema()),
    createdBefore: z.optional(timeSchema()),
    ...pageFields(),
  });

/** Which events are to be delivered again: those of a time. */
export interface ReplayEventsInput {
  /** A Date, or ISO 8601 with a zone; included. */
  readonly from: Date | string;
  /** A Date, or ISO 8601 with a zone; not included. */
  readonly to: Date | string;
}

/** What {@link ReplayEventsInput} has to be. */
export const replayEventsInput = () =>
  z.strictObject({ from: timeSchema(), to: timeSchema() }).check((context) => {
    const { from, to } = context.value;
    if (from >= to) context.issues.push(customIssue("time_wrong", "must be after from", ["to"]));
  });
