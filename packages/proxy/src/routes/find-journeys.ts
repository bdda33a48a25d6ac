import { ProxyError } from "@nxzalo/core/errors";
import * as z from "@nxzalo/core/internal/zod";
import { searchJourneysInput, searchReceiptsInput } from "@nxzalo/core/schemas";
import { forbidden } from "../auth/authorize.ts";
import { appKeyOf, postRoute, remembered, requireJourneys, scopeOf } from "./route.ts";

export const noSuchJourney = () =>
  new ProxyError("No such journey is remembered here", { code: "journey_not_found", outcome: "not_sent" });

export const findJourney = remembered({
  method: "GET",
  path: "/v1/journeys/:journeyId",
  operation: "findJourney",
  scope: "read",
  run: async ({ journeys, ...context }, { journeyId = "" }) => {
    const body = await journeys.find(journeyId, scopeOf(context));
    if (!body) throw noSuchJourney();
    return { status: 200, body };
  },
});

export const searchJourneys = postRoute({
  path: "/v1/journeys/search",
  operation: "searchJourneys",
  scope: "read",
  needsJourneys: true,
  schema: (settings) => z.extend(searchJourneysInput(settings), { app: z.optional(z.string()) }),
  run: async (context, { app, ...query }) => {
    const scope = app === undefined ? scopeOf(context) : { appKeys: [appKeyOf(context, app).appKey] };
    return { status: 200, body: await requireJourneys(context).search(query, scope) };
  },
});

export const searchReceipts = postRoute({
  path: "/v1/unmatched-receipts/search",
  operation: "searchReceipts",
  scope: "read",
  needsJourneys: true,
  schema: searchReceiptsInput,
  run: async (context, query) => {
    // Nobody knows whose they are.
    if (context.caller.apps) throw forbidden("This is for callers who may use every application");
    return { status: 200, body: await requireJourneys(context).searchReceipts(query) };
  },
});
