import * as z from "@nxzalo/core/internal/zod";
import { daysOf, openJourneyInput } from "@nxzalo/core/schemas";
import { appKeyOf, postRoute } from "./route.ts";

const dayMs = 24 * 60 * 60 * 1000;

export const createJourney = postRoute({
  path: "/v1/journeys",
  operation: "initJourneyToken",
  scope: "send",
  isIdempotent: true,
  schema: (settings) => z.extend(openJourneyInput(settings), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    const { journeys, client, caller, idempotencyKey, now } = context;
    const options = appKeyOf(context, app);
    const { phone, tokenType } = input;
    const mayHold = caller.scopes.includes("tokens");
    if (journeys) {
      const call = { ...options, caller: caller.caller, idempotencyKey };
      const { journeyId, token, expiresAt, reused } = await journeys.open(input, call);
      const body = { journeyId, ...(mayHold && { token }), phone, tokenType, expiresAt, reused };
      return reused ? { status: 200, body } : { status: 201, body, location: `/v1/journeys/${journeyId}` };
    }
    const { journeyId, token } = await client.initJourneyToken({ phone, tokenType }, options);
    // NXCLOUD does not say when a token expires; a check does.
    const expiresAt = new Date(now() + daysOf(tokenType) * dayMs).toISOString();
    return { status: 201, body: { journeyId, ...(mayHold && { token }), phone, tokenType, expiresAt } };
  },
});
