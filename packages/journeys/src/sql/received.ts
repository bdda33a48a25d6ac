import type { KnownQuota } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { inList, lock, type Query, queryOne, sql } from "./query.ts";

type SentCount = Awaited<ReturnType<JourneyRecords["countSent"]>>;
type Given<Method extends keyof JourneyRecords> = Parameters<JourneyRecords[Method]>[0];

/** What cannot be read, kept beside the receipts that match nothing, and so many within a time: a flood must not fill the disk. */
export function* addUnreadable(request: Given<"addUnreadable">): Query<boolean> {
  const { receiptId, receivedAt, problem, ciphertext, since, atMost } = request;
  yield* lock("unreadable receipts");
  const known = yield* queryOne(sql`SELECT receipt_id FROM nxzalo_receipts WHERE receipt_id = ${receiptId}`);
  if (known) return true;
  const last = yield* queryOne(sql`
    SELECT received_at FROM nxzalo_receipts WHERE is_matched = 0 AND received_at >= ${since} AND problem IS NOT NULL
    LIMIT 1 OFFSET ${atMost - 1}`);
  if (last) return false;
  yield sql`
    INSERT INTO nxzalo_receipts (receipt_id, is_matched, acknowledges, ends, at, received_at, ciphertext, state, problem)
    VALUES (${receiptId}, 0, 0, 0, ${receivedAt}, ${receivedAt}, ${ciphertext}, 'none', ${problem})`;
  return true;
}

export const readQuota = ({ appIndex, since }: Given<"readQuota">): Query<KnownQuota | undefined> =>
  queryOne(sql`
    SELECT quota_remaining AS "remaining", quota_daily AS "daily", at FROM nxzalo_receipts
    WHERE app_index = ${appIndex} AND at >= ${since} AND quota_daily IS NOT NULL ORDER BY at DESC, quota_remaining LIMIT 1`);

/** What surely was not sent counts for nothing. */
export function* countSent({ appIndex, since, templateIds }: Given<"countSent">): Query<SentCount> {
  const row = yield* queryOne<SentCount>(sql`
    SELECT COUNT(CASE WHEN template_id IN (${inList(templateIds)}) THEN 1 END) AS "listed",
      COUNT(CASE WHEN template_id IN (${inList(templateIds)}) THEN NULL ELSE 1 END) AS "others"
    FROM nxzalo_messages WHERE app_index = ${appIndex} AND attempted_at > ${since}
      AND state IN ('unknown', 'accepted', 'sent', 'delivered', 'failed')`);
  return { listed: Number(row?.listed ?? 0), others: Number(row?.others ?? 0) };
}
