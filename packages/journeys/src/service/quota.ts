import type { CallContext, QuotaView } from "@nxzalo/core/journeys";
import { startOfDay } from "../store/vietnam-time.ts";
import { createIndexes, type ServiceContext } from "./context.ts";

/** What the newest receipt of today says that an application may still send. */
export async function findQuota(
  context: ServiceContext,
  { appKey = context.appKey }: Pick<CallContext, "appKey">,
): Promise<QuotaView | undefined> {
  const { records, encryption, now } = context;
  const appIndex = await createIndexes(encryption).app(appKey);
  const quota = await records.readQuota({ appIndex, since: startOfDay(now()) });
  if (!quota) return undefined;
  const { remaining, daily, at } = quota;
  return { remaining, daily, at: new Date(at) };
}
