import type { HeldFor } from "@nxzalo/core/journeys";

/** The lanes of the account's pace: what is due in one goes before what is due in those after it. */
export const lanes = ["live", "scheduled", "batch"] as const;

/** One of {@link lanes}. */
export type Lane = (typeof lanes)[number];

/** What a message waits for. */
export interface Waiting {
  readonly dueAt: number;
  /** From then on it is not sent any more. */
  readonly notAfter: number;
  readonly lane: Lane;
  readonly heldFor: HeldFor | null;
  /** The variables of its template that are secret, encrypted: stored while it waits and no longer. Null where there are none. */
  readonly secrets: string | null;
}
