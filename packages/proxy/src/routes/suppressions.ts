import * as z from "@nxzalo/core/internal/zod";
import { addSuppressionInput, removeSuppressionsInput, searchSuppressionsInput } from "@nxzalo/core/schemas";
import { withPhoneMasked } from "../people.ts";
import { appField, maySeePeople, resolveApp, searchScope, storedPostRoute } from "./route.ts";

export const addSuppression = storedPostRoute({
  path: "/v1/suppressions",
  operation: "addSuppression",
  scope: "admin",
  schema: (settings) => z.extend(addSuppressionInput(settings), appField()),
  run: async (context, { app, ...input }) => {
    const call = { ...resolveApp(context, app), apps: context.apps, caller: context.caller.caller };
    const added = await context.journeys.suppressions.add(input, call);
    return { status: 201, body: maySeePeople(context) ? added : withPhoneMasked(added) };
  },
});

export const removeSuppressions = storedPostRoute({
  path: "/v1/suppressions/remove",
  operation: "removeSuppressions",
  scope: "admin",
  schema: (settings) => z.extend(removeSuppressionsInput(settings), appField()),
  run: async (context, { app, ...input }) => {
    const scope = { ...searchScope(context, app), caller: context.caller.caller };
    return { status: 200, body: { removed: await context.journeys.suppressions.remove(input, scope) } };
  },
});

export const searchSuppressions = storedPostRoute({
  path: "/v1/suppressions/search",
  operation: "searchSuppressions",
  scope: "read",
  schema: (settings) => z.extend(searchSuppressionsInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const page = await context.journeys.suppressions.search(query, searchScope(context, app));
    // In a list of many people none is shown whole: each look would have to be an entry of the audit.
    if (query.phone !== undefined && maySeePeople(context)) return { status: 200, body: page };
    return { status: 200, body: { ...page, suppressions: page.suppressions.map((one) => withPhoneMasked(one)) } };
  },
});
