import type { CallContext, QuotaView } from "@nxzalo/core/journeys";
import { createIndexes, dayMs, type ServiceContext } from "./context.ts";

/** Vietnam's days begin so long before those of UTC; its clocks are never changed. */
const vietnamMs = 7 * 3_600_000;

/** What the newest receipt of today says that an application may still send. */
export async function findQuota(
  context: ServiceContext,
  { appKey = context.appKey }: Pick<CallContext, "appKey">,
): Promise<QuotaView | undefined> {
  const { records, encryption, now } = context;
  const since = Math.floor((now() + vietnamMs) / dayMs) * dayMs - vietnamMs;
  const quota = await records.readQuota({ appIndex: await createIndexes(encryption).app(appKey), since });
  return quota && { ...quota, at: new Date(quota.at) };
}
