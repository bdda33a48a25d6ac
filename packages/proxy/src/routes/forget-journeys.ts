import { forgetPersonInput } from "@nxzalo/core/schemas";
import { noSuchJourney } from "./find-journeys.ts";
import { postRoute, remembered, requireJourneys, scopeOf } from "./route.ts";

export const deleteJourney = remembered({
  method: "DELETE",
  path: "/v1/journeys/:journeyId",
  operation: "deleteJourney",
  scope: "admin",
  run: async ({ journeys, ...context }, { journeyId = "" }) => {
    if ((await journeys.forget({ journeyId }, scopeOf(context))) === 0) throw noSuchJourney();
    return { status: 204 };
  },
});

export const forgetPerson = postRoute({
  path: "/v1/journeys/forget",
  operation: "forgetPerson",
  scope: "admin",
  needsJourneys: true,
  schema: forgetPersonInput,
  run: async (context, { phone }) => {
    const journeys = await requireJourneys(context).forget({ phone }, scopeOf(context));
    return { status: 200, body: { journeys } };
  },
});
