import type { KnownQuota } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { execute, inList, lock, type Query, queryOne, sql } from "./query.ts";

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
  yield* execute(sql`
    INSERT INTO nxzalo_receipts (receipt_id, is_matched, acknowledges, ends, at, received_at, ciphertext, state, problem)
    VALUES (${receiptId}, 0, 0, 0, ${receivedAt}, ${receivedAt}, ${ciphertext}, 'none', ${problem})`);
  return true;
}

type QuotaRow = Omit<KnownQuota, "queuedSince"> & { readonly sentAt: number | null };

export function* readQuota({ appIndex, since }: Given<"readQuota">): Query<KnownQuota | undefined> {
  const row = yield* queryOne<QuotaRow>(sql`
    SELECT quota_remaining AS "remaining", quota_daily AS "daily", at,
      (SELECT attempted_at FROM nxzalo_messages m WHERE m.message_id = r.message_id AND m.attempt = r.attempt) AS "sentAt"
    FROM nxzalo_receipts r
    WHERE app_index = ${appIndex} AND at >= ${since} AND quota_daily IS NOT NULL ORDER BY at DESC, quota_remaining LIMIT 1`);
  if (!row) return undefined;
  const { sentAt, ...quota } = row;
  return { ...quota, queuedSince: Math.min(sentAt ?? quota.at, quota.at) };
}

/** What surely was not sent counts for nothing. */
export function* countSent({
  appIndex,
  since,
  queuedSince,
  templateIds,
  except = [],
}: Given<"countSent">): Query<SentCount> {
  const row = yield* queryOne<SentCount>(sql`
    SELECT COUNT(CASE WHEN template_id IN (${inList(templateIds)}) THEN 1 END) AS "listed",
      COUNT(CASE WHEN template_id IN (${inList(templateIds)}) THEN NULL ELSE 1 END) AS "others"
    FROM nxzalo_messages WHERE app_index = ${appIndex} AND attempted_at >= ${queuedSince}
      AND message_id NOT IN (${inList(except)})
      AND (state IN ('unknown', 'accepted') OR (attempted_at > ${since} AND state IN ('sent', 'delivered', 'failed')))`);
  return { listed: Number(row?.listed ?? 0), others: Number(row?.others ?? 0) };
}
