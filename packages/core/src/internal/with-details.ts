import type { NxZaloError, Outcome } from "../errors.ts";
import { errorClasses } from "../problem.ts";

/** What may be said anew of a call that has failed. */
export interface ChangedDetails {
  readonly outcome?: Outcome;
  /** How many requests were made for the call. */
  readonly attempts?: number;
  readonly hint?: string;
}

/** The same error with other details: a new one of its class, with its message, stack and cause. The given one stays as it is. */
export function withDetails<Failure extends NxZaloError>(error: Failure, changes: ChangedDetails): Failure {
  const { name: _, kind, message, ...details } = error.toJSON();
  const { cause, isFault } = error;
  const Class = errorClasses[kind] as unknown as new (message: string, details: object) => Failure;
  const changed = new Class(message, { ...details, ...changes, cause, isFault });
  // Where it failed, not where it was said anew.
  if (error.stack !== undefined) changed.stack = error.stack;
  return changed;
}
