import { personInput, searchPersonRequestsInput } from "@nxzalo/core/schemas";
import { withPhoneMasked } from "../people.ts";
import { accessScope, maySeePeople, postRoute, type RouteContext, requireJourneys } from "./route.ts";

const scopeOf = (context: RouteContext) => ({
  ...accessScope(context),
  apps: context.apps,
  caller: context.caller.caller,
});

export const exportPerson = postRoute({
  path: "/v1/people/export",
  operation: "exportPerson",
  scope: "people",
  needsJourneys: true,
  schema: personInput,
  run: async (context, input) => ({
    status: 200,
    body: await requireJourneys(context).people.export(input, scopeOf(context)),
  }),
});

export const restrictPerson = postRoute({
  path: "/v1/people/restrict",
  operation: "restrictPerson",
  scope: "admin",
  needsJourneys: true,
  schema: personInput,
  run: async (context, input) => {
    const request = await requireJourneys(context).people.restrict(input, scopeOf(context));
    return { status: 200, body: maySeePeople(context) ? request : withPhoneMasked(request) };
  },
});

export const searchPersonRequests = postRoute({
  path: "/v1/people/requests/search",
  operation: "searchPersonRequests",
  scope: "read",
  needsJourneys: true,
  schema: searchPersonRequestsInput,
  run: async (context, query) => {
    const page = await requireJourneys(context).people.searchRequests(query, scopeOf(context));
    // In a list of many people none is shown whole.
    if (query.phone !== undefined && maySeePeople(context)) return { status: 200, body: page };
    return { status: 200, body: { ...page, requests: page.requests.map((one) => withPhoneMasked(one)) } };
  },
});
