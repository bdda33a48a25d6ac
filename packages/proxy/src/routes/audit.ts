import * as z from "@nxzalo/core/internal/zod";
import { searchAuditInput } from "@nxzalo/core/schemas";
import { appField, searchScope, storedPostRoute } from "./route.ts";

export const searchAudit = storedPostRoute({
  path: "/v1/audit/search",
  operation: "searchAudit",
  scope: "admin",
  schema: (settings) => z.extend(searchAuditInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    return { status: 200, body: await context.journeys.audit.search(query, searchScope(context, app)) };
  },
});
