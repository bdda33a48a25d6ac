import * as z from "zod/mini";
import { once } from "../internal/memoize.ts";
import { complaint, customIssue, type Schema } from "../internal/validate.ts";

/** What a variable's value has to be: docs/templates.md says how each is written. */
export type VariableType = (typeof variableTypes)[number];

const variableTypes = ["text", "number", "date", "money", "phone", "url"] as const;

/** One variable of a template, as Zalo approved it. */
export interface TemplateVariable {
  /** What its value has to be. */
  readonly type: VariableType;
  /** Characters that Zalo takes, from 1 to 4,000. Default: not checked. */
  readonly maxLength?: number | undefined;
  /** Whether it has to be there, with something in it. Default: true. */
  readonly required?: boolean | undefined;
  /** What becomes of a text that is too long: `shorten` ends it with `…`. Default: `refuse`. */
  readonly onTooLong?: "refuse" | "shorten" | undefined;
  /** Whether a journey store leaves it out of what it stores, such as a one-time password. Default: false. */
  readonly secret?: boolean | undefined;
}

/** One approved template. */
export interface Template {
  /** Its id, as text. */
  readonly id: string;
  /** What people call it. */
  readonly name?: string | undefined;
  /** Zalo's tag: 1 transaction, 2 customer care, 3 promotion. */
  readonly tag?: 1 | 2 | 3 | undefined;
  /** Such as `vi`. */
  readonly language?: string | undefined;
  /** Its variables by name. Default: they are not checked. */
  readonly variables?: Readonly<Record<string, TemplateVariable>> | undefined;
  /** What one message costs. */
  readonly price?: TemplatePrice | undefined;
}

/** What a message costs. */
export interface TemplatePrice {
  /** Decimal text, such as `200` or `200.5`. */
  readonly amount: string;
  /** Three capital letters, such as `VND`. */
  readonly currency: string;
}

/** The approved templates of an account. NXCLOUD has no call that lists them: they are written down by hand. */
export interface TemplateRegistry {
  /** Where editors find the JSON Schema of this file. It is not read. */
  readonly $schema?: string | undefined;
  /** At most one of each id. */
  readonly templates: readonly Template[];
}

/** What the rules are made of, for the JSON Schema, which zod cannot tell. */
export const registryRules = {
  longest: 4_000,
  amount: /^\d{1,12}(\.\d{1,6})?$/,
  currency: /^[A-Z]{3}$/,
} as const;

const { longest, amount, currency } = registryRules;
const isLength = (value: number) => Number.isInteger(value) && value >= 1 && value <= longest;
const name = () => z.string().check(z.minLength(1));

const variableSchema = () =>
  z
    .strictObject({
      type: z.enum(variableTypes),
      maxLength: z.optional(
        z
          .number()
          .check(z.refine(isLength, complaint("number_out_of_range", `must be a whole number from 1 to ${longest}`))),
      ),
      required: z.optional(z.boolean()),
      onTooLong: z.optional(z.enum(["refuse", "shorten"])),
      secret: z.optional(z.boolean()),
    })
    .check(({ value: { type, maxLength, onTooLong }, issues }) => {
      if (onTooLong !== "shorten") return;
      const complain = (message: string) => issues.push(customIssue("field_conflict", message, ["onTooLong"]));
      if (type !== "text") complain(`cannot be shorten with the type ${type}: only a text can be shortened`);
      else if (maxLength === undefined) complain("cannot be shorten without a maxLength");
    });

const templateSchema = () =>
  z.strictObject({
    id: name(),
    name: z.optional(name()),
    tag: z.optional(z.literal([1, 2, 3])),
    language: z.optional(name()),
    variables: z.optional(z.record(name(), variableSchema())),
    price: z.optional(
      z.strictObject({
        amount: z
          .string()
          .check(z.refine((text) => amount.test(text), complaint("amount_wrong", "must be decimal text, such as 200"))),
        currency: z
          .string()
          .check(
            z.refine(
              (text) => currency.test(text),
              complaint("currency_wrong", "must be 3 capital letters, such as VND"),
            ),
          ),
      }),
    ),
  });

/** A registry as it is written down. Fields that do not exist are refused, and an id that stands twice. */
export const templateRegistrySchema = /* @__PURE__ */ once(
  () =>
    z
      .strictObject({ $schema: z.optional(z.string()), templates: z.array(templateSchema()) })
      .check(({ value: { templates }, issues }) => {
        const seen = new Set<string>();
        for (const [index, { id }] of templates.entries()) {
          const isTwice = seen.size === seen.add(id).size;
          if (isTwice)
            issues.push(customIssue("listed_twice", "is the id of an earlier template", ["templates", index, "id"]));
        }
      }) satisfies Schema<TemplateRegistry>,
);
