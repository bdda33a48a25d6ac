import * as z from "zod/mini";
import { isDay } from "../internal/calendar.ts";
import { complaint } from "../internal/validate.ts";
import { daySchema, timeZoneSchema } from "./days.ts";
import { nonEmptyText } from "./shared.ts";

/** What costs are grouped by; `label:NAME` groups them by the values of a label. */
export type CostGroupBy = "day" | "template" | "tokenType" | "app" | "caller" | `label:${string}`;

/** Days, both of them included. */
const period = () => ({ from: daySchema(), to: daySchema(), timeZone: z.optional(timeZoneSchema()) });

const isGroup = (text: string) => /^(day|template|tokenType|app|caller|label:.{1,40})$/su.test(text);

/** Which days, both of them included. */
interface Period {
  /** The first day, such as `2026-11-01`. */
  readonly from: string;
  /** The last day, at most 400 after the first. */
  readonly to: string;
  /** Whose days: a name or an offset such as `+08:00`, by which NXCLOUD's months go. Default: `Asia/Ho_Chi_Minh`. */
  readonly timeZone?: string | undefined;
}

/** What `costs` takes. */
export interface CostsInput extends Period {
  /** Default: one row for each currency. */
  readonly groupBy?: CostGroupBy | undefined;
}

/** What {@link CostsInput} has to be. */
export const costsInput = () =>
  z.strictObject({
    ...period(),
    groupBy: z.optional(
      z
        .string()
        .check(
          z.refine(
            isGroup,
            complaint("value_not_allowed", "must be one of day, template, tokenType, app, caller, label:NAME"),
          ),
        ),
    ),
  });

/** What `reconcile` takes. */
export interface ReconcileInput extends Period {
  /** NXCLOUD's statement. */
  readonly rows: readonly {
    readonly id: string;
    readonly time: string;
    /** Decimal text. */
    readonly amount: string;
    readonly currency: string;
  }[];
}

const amountSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => /^-?\d{1,30}(\.\d{1,30})?$/.test(text),
        complaint("amount_wrong", 'must be decimal text such as "180" or "0.0061"'),
      ),
    );

/** What {@link ReconcileInput} has to be. */
export const reconcileInput = () =>
  z.strictObject({
    ...period(),
    rows: z.array(
      z.strictObject({ id: nonEmptyText(), time: z.string(), amount: amountSchema(), currency: nonEmptyText() }),
    ),
  });

/** What closes a month. */
export const closeMonthInput = () =>
  z.strictObject({
    month: z
      .string()
      .check(z.refine((text) => isDay(`${text}-01`), complaint("day_wrong", "must be a month such as 2026-11"))),
  });
