import { personInput, searchPersonRequestsInput } from "@nxzalo/core/schemas";
import { withPhoneMasked } from "../people.ts";
import { actorScope, maySeePeople, type RouteContext, storedPostRoute } from "./route.ts";

const scopeOf = (context: RouteContext) => ({
  ...actorScope(context),
  apps: context.apps,
});

export const exportPerson = storedPostRoute({
  path: "/v1/people/export",
  operation: "exportPerson",
  scope: "people",
  schema: personInput,
  run: async (context, input) => ({
    status: 200,
    body: await context.journeys.people.export(input, scopeOf(context)),
  }),
});

export const restrictPerson = storedPostRoute({
  path: "/v1/people/restrict",
  operation: "restrictPerson",
  scope: "admin",
  schema: personInput,
  run: async (context, input) => {
    const request = await context.journeys.people.restrict(input, scopeOf(context));
    return { status: 200, body: maySeePeople(context) ? request : withPhoneMasked(request) };
  },
});

export const searchPersonRequests = storedPostRoute({
  path: "/v1/people/requests/search",
  operation: "searchPersonRequests",
  scope: "read",
  schema: searchPersonRequestsInput,
  run: async (context, query) => {
    const page = await context.journeys.people.searchRequests(query, scopeOf(context));
    // In a list of many people none is shown whole.
    if (query.phone !== undefined && maySeePeople(context)) return { status: 200, body: page };
    return { status: 200, body: { ...page, requests: page.requests.map((one) => withPhoneMasked(one)) } };
  },
});
