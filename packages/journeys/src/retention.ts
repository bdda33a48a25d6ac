import { dayMs } from "./durations.ts";

/** How long journeys and their messages are stored after their end, where no option says otherwise. */
export const defaultRetainMs = 90 * dayMs;

/** The same of the data of a message's template. */
export const defaultDataRetainMs = 7 * dayMs;

/** The same of the audit: two years. */
export const defaultAuditRetainMs = 730 * dayMs;

/** Receipts that match nothing are not stored for longer, whatever options say. */
export const unmatchedRetainMs = 30 * dayMs;

/** Longer than any journey: what is that much older belongs to nothing any more, and is told of by no receipt. */
export const longestJourneyMs = 31 * dayMs;

/** How many rows of each kind are deleted by one statement. */
export const sweptAtOnce = 500;
