import * as z from "@nxzalo/core/internal/zod";
import { checkJourneyTokenInput } from "@nxzalo/core/schemas";
import { appKeyOf, postRoute } from "./route.ts";

export const checkJourney = postRoute({
  path: "/v1/journeys/check",
  operation: "checkJourneyToken",
  scope: "send",
  schema: () => z.extend(checkJourneyTokenInput(), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    const body = await context.client.checkJourneyToken(input, appKeyOf(context, app));
    return { status: 200, body };
  },
});
