import * as z from "zod/mini";
import { pageFields } from "./search.ts";
import { type InputSettings, phoneSchema } from "./shared.ts";

/**
 * What a person may ask for. `export`: all that is stored of them. `restrict`: that nobody writes to them. `forget`: that it is deleted.
 */
export const personRequestKinds = ["export", "restrict", "forget"] as const;

/** One of {@link personRequestKinds}. */
export type PersonRequestKind = (typeof personRequestKinds)[number];

/** Who has asked. */
export interface PersonInput {
  /** In any usual notation. */
  readonly phone: string;
}

/** What {@link PersonInput} has to be. */
export const personInput = (settings?: InputSettings) => z.strictObject({ phone: phoneSchema(settings) });

/** What a search takes of people's requests; what is left out does not matter. */
export interface SearchPersonRequestsInput {
  /** In any usual notation. */
  readonly phone?: string | undefined;
  readonly kind?: PersonRequestKind | undefined;
  /** `open`: what was asked for and is not done. */
  readonly state?: "open" | "done" | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchPersonRequestsInput} has to be. */
export const searchPersonRequestsInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: z.optional(phoneSchema(settings)),
    kind: z.optional(z.enum(personRequestKinds)),
    state: z.optional(z.enum(["open", "done"])),
    ...pageFields(),
  });
