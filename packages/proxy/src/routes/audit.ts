import * as z from "@nxzalo/core/internal/zod";
import { searchAuditInput } from "@nxzalo/core/schemas";
import { appField, namedScope, storedPostRoute } from "./route.ts";

export const searchAudit = storedPostRoute({
  path: "/v1/audit/search",
  operation: "searchAudit",
  scope: "admin",
  schema: (settings) => z.extend(searchAuditInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const scope = { ...namedScope(context, app), apps: context.apps };
    return { status: 200, body: await context.journeys.audit.search(query, scope) };
  },
});
