import { maskPhone } from "@nxzalo/core/internal";
import * as z from "@nxzalo/core/internal/zod";
import type { SuppressionView } from "@nxzalo/core/journeys";
import { addSuppressionInput, removeSuppressionsInput, searchSuppressionsInput } from "@nxzalo/core/schemas";
import { accessScope, postRoute, type RouteContext, requireJourneys, resolveApp } from "./route.ts";

const appField = () => ({ app: z.optional(z.string()) });

/** Those of the named application, or of all that the caller may see. */
const scopeOf = (context: RouteContext, app: string | undefined) => ({
  ...(app === undefined ? accessScope(context) : { appKeys: [resolveApp(context, app).appKey] }),
  apps: context.apps,
});

const mayShow = ({ caller }: RouteContext) => caller.scopes.includes("people");

/** No reason holds a phone. */
const masked = (suppression: SuppressionView): SuppressionView => ({
  ...suppression,
  phone: suppression.phone && maskPhone(suppression.phone),
});

export const addSuppression = postRoute({
  path: "/v1/suppressions",
  operation: "addSuppression",
  scope: "admin",
  needsJourneys: true,
  schema: (settings) => z.extend(addSuppressionInput(settings), appField()),
  run: async (context, { app, ...input }) => {
    const call = { ...resolveApp(context, app), apps: context.apps, caller: context.caller.caller };
    const added = await requireJourneys(context).suppressions.add(input, call);
    return { status: 201, body: mayShow(context) ? added : masked(added) };
  },
});

export const removeSuppressions = postRoute({
  path: "/v1/suppressions/remove",
  operation: "removeSuppressions",
  scope: "admin",
  needsJourneys: true,
  schema: (settings) => z.extend(removeSuppressionsInput(settings), appField()),
  run: async (context, { app, ...input }) => {
    const scope = { ...scopeOf(context, app), caller: context.caller.caller };
    return { status: 200, body: { removed: await requireJourneys(context).suppressions.remove(input, scope) } };
  },
});

export const searchSuppressions = postRoute({
  path: "/v1/suppressions/search",
  operation: "searchSuppressions",
  scope: "read",
  needsJourneys: true,
  schema: (settings) => z.extend(searchSuppressionsInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const page = await requireJourneys(context).suppressions.search(query, scopeOf(context, app));
    // In a list of many people none is shown whole: each look would have to be an entry of the audit.
    if (query.phone !== undefined && mayShow(context)) return { status: 200, body: page };
    return { status: 200, body: { ...page, suppressions: page.suppressions.map(masked) } };
  },
});
