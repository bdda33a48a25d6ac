import * as z from "@nxzalo/core/internal/zod";
import { searchAuditInput } from "@nxzalo/core/schemas";
import { appField, namedScope, postRoute, requireJourneys } from "./route.ts";

/** `POST /v1/audit/search`. */
export const searchAudit = postRoute({
  path: "/v1/audit/search",
  operation: "searchAudit",
  scope: "admin",
  needsJourneys: true,
  schema: (settings) => z.extend(searchAuditInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const scope = { ...namedScope(context, app), apps: context.apps };
    return { status: 200, body: await requireJourneys(context).audit.search(query, scope) };
  },
});
