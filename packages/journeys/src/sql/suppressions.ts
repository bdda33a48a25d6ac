import { entriesOfRemoval } from "../store/audit-entries.ts";
import type { KnownMessage, ReceiptRecord } from "../store/records.ts";
import type { SuppressionQuery, SuppressionRecords, SuppressionRemoval } from "../store/suppression-records.ts";
import { allApplications, type SuppressionRecord } from "../store/suppressions.ts";
import { addAudit } from "./audit.ts";
import { beyond } from "./queries.ts";
import { and, execute, inList, lock, type Query, queryAll, queryOne, rawSql, sql } from "./query.ts";

export const suppressionColumns = sql`suppression_id AS "suppressionId", app_index AS "appIndex", phone_index AS "phoneIndex", scope, source,
  zalo_error AS "zaloError", message_id AS "messageId", caller, created_at AS "createdAt", told_at AS "toldAt",
  until_at AS "untilAt", ciphertext`;

const inForce = (now: number) => sql`(until_at IS NULL OR until_at > ${now})`;

/** The same again stands since the first, and says what the later one says. */
function* insertSuppression(suppression: SuppressionRecord): Query<void> {
  const { suppressionId, appIndex, phoneIndex, scope, source, zaloError, messageId, caller } = suppression;
  const { createdAt, toldAt, untilAt, ciphertext } = suppression;
  yield* execute(sql`
    INSERT INTO nxzalo_suppressions (suppression_id, app_index, phone_index, scope, source, zalo_error, message_id, caller,
      created_at, told_at, until_at, ciphertext)
    VALUES (${suppressionId}, ${appIndex}, ${phoneIndex}, ${scope}, ${source}, ${zaloError}, ${messageId}, ${caller},
      ${createdAt}, ${toldAt}, ${untilAt}, ${ciphertext})
    ON CONFLICT (suppression_id) DO UPDATE SET message_id = excluded.message_id, caller = excluded.caller,
      created_at = CASE WHEN nxzalo_suppressions.until_at <= excluded.created_at
        THEN excluded.created_at ELSE nxzalo_suppressions.created_at END,
      told_at = excluded.told_at, until_at = excluded.until_at, ciphertext = excluded.ciphertext
    WHERE excluded.told_at > nxzalo_suppressions.told_at OR excluded.source <> 'receipt'`);
}

/** What is told of the same recipient at once is told one after the other. */
const lockRecipient = (phoneIndex: string) => lock(`recipient ${phoneIndex}`);

/**
 * What a receipt says of its recipient. A success lifts what receipts have said before it; a refusal of which a later success has told is
 * over: so copies and any order come to the same.
 */
export function* tellOfRecipient(
  { receiptId, state, at, receivedAt, suppression, isCopy }: ReceiptRecord & { readonly isCopy: boolean },
  { appIndex, phoneIndex }: KnownMessage,
): Query<void> {
  if (state === "sent" || state === "delivered") {
    yield* lockRecipient(phoneIndex);
    yield* execute(sql`
      DELETE FROM nxzalo_suppressions WHERE phone_index = ${phoneIndex} AND app_index = ${appIndex}
        AND source = 'receipt' AND (told_at < ${at} OR (told_at = ${at} AND created_at <= ${receivedAt}))`);
  }
  // What was lifted since the first of them came is not put back.
  if (isCopy || suppression?.phoneIndex !== phoneIndex || suppression.appIndex !== appIndex) return;
  yield* lockRecipient(phoneIndex);
  // A copy came when the first of them came.
  const stored = yield* queryOne<{ readonly receivedAt: number }>(sql`
    SELECT received_at AS "receivedAt" FROM nxzalo_receipts WHERE receipt_id = ${receiptId}`);
  const cameAt = stored?.receivedAt ?? receivedAt;
  const later = yield* queryOne(sql`
    SELECT 1 AS "found" FROM nxzalo_messages m JOIN nxzalo_receipts r ON r.message_id = m.message_id
    WHERE m.phone_index = ${phoneIndex} AND m.app_index = ${appIndex} AND r.state IN ('sent', 'delivered')
      AND (r.at > ${at} OR (r.at = ${at} AND r.received_at >= ${cameAt})) LIMIT 1`);
  if (!later) yield* insertSuppression(suppression);
}

/** What several ask for at the same time, each its own. */
export function* findSuppressions(
  requests: readonly Parameters<SuppressionRecords["findSuppressions"]>[0][],
): Query<readonly (readonly SuppressionRecord[])[]> {
  const phoneIndexes = requests.flatMap((request) => request.phoneIndexes);
  const isTheirs =
    phoneIndexes.length === 1
      ? sql`phone_index = ${phoneIndexes[0] ?? ""}`
      : sql`phone_index IN (${inList(phoneIndexes)})`;
  const found = yield* queryAll<SuppressionRecord>(sql`
    SELECT ${suppressionColumns} FROM nxzalo_suppressions
    WHERE ${isTheirs} AND ${inForce(Math.min(...requests.map(({ now }) => now)))}`);
  return requests.map(({ phoneIndexes: own, now }) =>
    found.filter(({ phoneIndex, untilAt }) => own.includes(phoneIndex) && (untilAt === null || untilAt > now)),
  );
}

export function* addSuppression({
  suppression,
  entry,
}: Parameters<SuppressionRecords["addSuppression"]>[0]): Query<void> {
  yield* insertSuppression(suppression);
  yield* addAudit(entry);
}

export function* removeSuppressions(removal: SuppressionRemoval): Query<number> {
  const { phoneIndex, appIndexes, scope, sources, entries } = removal;
  const conditions = [
    sql`phone_index = ${phoneIndex}`,
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
    scope !== undefined && sql`scope = ${scope}`,
    rawSql(`source IN (${sources.map((source) => `'${source}'`).join(", ")})`),
  ];
  const removed = yield* queryAll<{ appIndex: string }>(
    sql`DELETE FROM nxzalo_suppressions WHERE ${and(conditions)} RETURNING app_index AS "appIndex"`,
  );
  for (const entry of entriesOfRemoval(entries, removed)) yield* addAudit(entry);
  return removed.length;
}

export function searchSuppressions(query: SuppressionQuery): Query<readonly SuppressionRecord[]> {
  const { appIndexes, phoneIndex, source, now, after, limit } = query;
  const conditions = [
    inForce(now),
    appIndexes && sql`app_index IN (${inList([...appIndexes, allApplications])})`,
    phoneIndex !== undefined && sql`phone_index = ${phoneIndex}`,
    source !== undefined && sql`source = ${source}`,
    after !== undefined && beyond(sql`created_at`, sql`suppression_id`, after),
  ];
  return queryAll(sql`
    SELECT ${suppressionColumns} FROM nxzalo_suppressions WHERE ${and(conditions)}
    ORDER BY created_at DESC, suppression_id DESC LIMIT ${limit}`);
}
