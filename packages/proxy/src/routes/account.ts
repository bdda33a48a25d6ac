import * as z from "@nxzalo/core/internal/zod";
import type { Account } from "./responses.ts";
import { appField, postRoute, resolveApp } from "./route.ts";

export const readAccount = postRoute({
  path: "/v1/account",
  operation: "oaQuality",
  scope: "read",
  schema: () => z.strictObject(appField()),
  run: async (context, { app }) => {
    const { appKey } = resolveApp(context, app);
    // Receipts tell the quota.
    const quota = (await context.journeys?.quota({ appKey })) ?? null;
    const body: Account = { quota, quality: await context.readQuality(appKey) };
    return { status: 200, body };
  },
});
