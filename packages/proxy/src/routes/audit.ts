import * as z from "@nxzalo/core/internal/zod";
import { searchAuditInput } from "@nxzalo/core/schemas";
import { accessScope, postRoute, requireJourneys, resolveApp } from "./route.ts";

/** `POST /v1/audit/search`. */
export const searchAudit = postRoute({
  path: "/v1/audit/search",
  operation: "searchAudit",
  scope: "admin",
  needsJourneys: true,
  schema: (settings) => z.extend(searchAuditInput(settings), { app: z.optional(z.string()) }),
  run: async (context, { app, ...query }) => {
    const scope = app === undefined ? accessScope(context) : { appKeys: [resolveApp(context, app).appKey] };
    return { status: 200, body: await requireJourneys(context).audit.search(query, { ...scope, apps: context.apps }) };
  },
});
