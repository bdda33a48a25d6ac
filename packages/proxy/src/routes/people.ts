import { maskPhone } from "@nxzalo/core/internal";
import type { PersonRequest } from "@nxzalo/core/journeys";
import { personInput, searchPersonRequestsInput } from "@nxzalo/core/schemas";
import { accessScope, postRoute, type RouteContext, requireJourneys } from "./route.ts";

const scopeOf = (context: RouteContext) => ({
  ...accessScope(context),
  apps: context.apps,
  caller: context.caller.caller,
});

const mayShow = ({ caller }: RouteContext) => caller.scopes.includes("people");

const masked = (request: PersonRequest): PersonRequest => ({
  ...request,
  phone: request.phone && maskPhone(request.phone),
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
    return { status: 200, body: mayShow(context) ? request : masked(request) };
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
    if (query.phone !== undefined && mayShow(context)) return { status: 200, body: page };
    return { status: 200, body: { ...page, requests: page.requests.map(masked) } };
  },
});
