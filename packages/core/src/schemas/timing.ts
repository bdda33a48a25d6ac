import * as z from "zod/mini";
import { customIssue } from "../internal/validate.ts";
import { timeSchema } from "./search.ts";
import { newReferenceSchema } from "./shared.ts";

/** The lanes of the account's pace that a caller may name: others go first. */
const askedLanes = ["batch"] as const;

/** When a message goes out, and what becomes of it where it cannot. */
export interface MessageTiming {
  /** When it is to go out: a Date, or ISO 8601 with a zone, at most 90 days ahead. One in the past goes at once. Default: at once. */
  readonly sendAt?: Date | string | undefined;
  /**
   * By when it has to have gone out; later it is `expired`, and never sent. Default: 15 minutes after the time that was asked for where the
   * template has tag 1, otherwise 24 hours.
   */
  readonly notAfter?: Date | string | undefined;
  /** With a `reference`: a newer message of the same topic takes the place of one that still waits, 1 to 128 characters. */
  readonly topic?: string | undefined;
  /** `batch`: others go first, at the account's pace. Default: it goes before those. */
  readonly lane?: (typeof askedLanes)[number] | undefined;
}

export const timingFields = () => ({
  sendAt: z.optional(timeSchema()),
  notAfter: z.optional(timeSchema()),
  topic: z.optional(newReferenceSchema()),
  lane: z.optional(z.enum(askedLanes)),
});

/** What is wrong with how a message says when it goes out; what the clock decides is not looked at. */
export function timingIssues({ sendAt, notAfter, topic, reference, journeyId }: Readonly<Record<string, unknown>>) {
  const isReversed = sendAt instanceof Date && notAfter instanceof Date && notAfter < sendAt;
  const isNameless = topic !== undefined && reference === undefined && journeyId === undefined;
  return [
    ...(isReversed ? [customIssue("not_after_too_early", "must not be before sendAt", ["notAfter"])] : []),
    ...(isNameless ? [customIssue("topic_without_reference", "needs a reference: leave it out", ["topic"])] : []),
  ];
}
