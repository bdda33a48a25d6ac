import * as z from "zod/mini";
import { once } from "../internal/memoize.ts";
import { journeyTokenSchema } from "./journey.ts";
import { nonEmptyText, replyText } from "./shared.ts";

/** What `oaQuality` takes. */
export const oaQualityInput = () => z.strictObject({ journeyToken: z.optional(journeyTokenSchema()) });

/** The body of NXCLOUD's `oaQuality`. Source: NXCLOUD, *Query Oa Quality*, whose example has no `journeyToken` and whose table requires one. */
export const oaQualityRequest = /* @__PURE__ */ once(() =>
  z.object({ appkey: nonEmptyText(), journeyToken: z.optional(nonEmptyText()) }),
);

/** The `data` of a success of `oaQuality`, under names that say what they are. The set of qualities is open. */
export const oaQualityData = /* @__PURE__ */ once(() =>
  z.pipe(
    z.object({ oaCurrentQuality: replyText(), oa7dayQuality: replyText() }),
    z.transform(({ oaCurrentQuality, oa7dayQuality }) => ({ current: oaCurrentQuality, sevenDays: oa7dayQuality })),
  ),
);
