import * as z from "zod/mini";
import { loneSurrogate, toNfc } from "../internal/text.ts";
import { customIssue } from "../internal/validate.ts";
import { readPhone } from "./phone.ts";
import { pageFields, timeSchema } from "./search.ts";
import { type InputSettings, phoneSchema } from "./shared.ts";

/**
 * Which messages a suppression stops: all of an application's, those whose template has a tag, or those of one template, as in `all`, `tag:3`
 * and `template:133214`.
 */
export type SuppressionScope = "all" | `tag:${1 | 2 | 3}` | `template:${string}`;

/**
 * What made it. `receipt`: Zalo refused a message to this recipient. `hand`: a caller. `restriction`: the recipient has asked for it, and no
 * application writes to them.
 */
export const suppressionSources = ["receipt", "hand", "restriction"] as const;

/** One of {@link suppressionSources}. */
export type SuppressionSource = (typeof suppressionSources)[number];

const scopeSchema = () =>
  z.pipe(
    z.string(),
    z.transform((scope: string, context): SuppressionScope => {
      if (/^(all|tag:[123]|template:\S{1,100})$/.test(scope)) return scope as SuppressionScope;
      context.issues.push(
        customIssue("scope_wrong", "must be all, tag:1, tag:2, tag:3, or template: and the id of a template"),
      );
      return z.NEVER;
    }),
  );

const longestReason = 200;

/** Why, in a caller's own words: it is shown to callers who send, so no phone may stand in it. */
const reasonSchema = () =>
  z.pipe(
    z.string(),
    z.transform((given: string, context): string => {
      const reason = toNfc(given).trim();
      const length = [...reason].length;
      if (length < 1 || length > longestReason || /\p{Cc}/u.test(reason) || loneSurrogate.test(reason))
        context.issues.push(
          customIssue("reason_wrong", `must have 1 to ${longestReason} characters, none of them a control character`),
        );
      const isPhone = (text: string) => "phone" in readPhone(text, "84");
      if ([reason, ...(reason.match(/\+?\d(?:[ .()-]{0,2}\d){7,}/g) ?? [])].some(isPhone))
        context.issues.push(customIssue("reason_has_phone", "must not hold a phone number"));
      return reason;
    }),
  );

/** What `suppressions.add` takes. */
export interface AddSuppressionInput {
  /** Whom not to write to, in any usual notation. */
  readonly phone: string;
  /** Default: `all`. */
  readonly scope?: SuppressionScope | undefined;
  /** Why: at most 200 characters without a phone. Callers who send to this phone are shown it. */
  readonly reason: string;
  /** A Date, or ISO 8601 with a zone. Default: until it is removed. */
  readonly until?: Date | string | undefined;
}

/** What {@link AddSuppressionInput} has to be. */
export const addSuppressionInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: phoneSchema(settings),
    scope: z.optional(scopeSchema()),
    reason: reasonSchema(),
    until: z.optional(timeSchema()),
  });

/** What `suppressions.remove` takes. */
export interface RemoveSuppressionsInput {
  /** Whom to write to again, in any usual notation. */
  readonly phone: string;
  /** Default: all that there are. */
  readonly scope?: SuppressionScope | undefined;
  /** Default: `receipt` and `hand`; a restriction goes only where it is named. */
  readonly source?: SuppressionSource | undefined;
}

/** What {@link RemoveSuppressionsInput} has to be. */
export const removeSuppressionsInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: phoneSchema(settings),
    scope: z.optional(scopeSchema()),
    source: z.optional(z.enum(suppressionSources)),
  });

/** What `suppressions.search` takes; what is left out does not matter. */
export interface SearchSuppressionsInput {
  /** In any usual notation. */
  readonly phone?: string | undefined;
  readonly source?: SuppressionSource | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchSuppressionsInput} has to be. */
export const searchSuppressionsInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: z.optional(phoneSchema(settings)),
    source: z.optional(z.enum(suppressionSources)),
    ...pageFields(),
  });
