import * as z from "zod/mini";
import { checkJourneyTokenInput } from "../../schemas/index.ts";
import { appKeyOf, posting } from "./route.ts";

export const checkJourney = posting({
  path: "/v1/journeys/check",
  operation: "checkJourneyToken",
  scope: "send",
  schema: () => z.extend(checkJourneyTokenInput(), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    const body = await context.client.checkJourneyToken(input, appKeyOf(context, app));
    return { status: 200, body };
  },
});
