import type { Money } from "@nxzalo/core/journeys";
import {
  type ChargedRows,
  type ChargingReceipt,
  type ClosedMonth,
  type CostGroup,
  type CostKey,
  failedId,
  kindOf,
  type LedgerEntry,
  type LedgerPeriod,
  type LedgerQuery,
  type PriceQuery,
  toCharge,
  type UnchargedGroup,
  unchargedId,
} from "../store/ledger.ts";
import type { AuditRecord, Labels } from "../store/records.ts";
import { endOfMonth } from "../store/vietnam-time.ts";
import { addAudit } from "./audit.ts";
import {
  and,
  execute,
  inList,
  lock,
  lockShared,
  type Query,
  queryAll,
  queryOne,
  rawSql,
  type Statement,
  sql,
} from "./query.ts";

const months = "ledger months";

type EntryRow = Omit<LedgerEntry, "labels"> & { readonly labels: string | null };
const entryColumns = sql`entry_id AS "entryId", kind, at, counted_at AS "countedAt", booked_at AS "bookedAt",
  journey_id AS "journeyId", message_id AS "messageId", request_id AS "requestId", app_index AS "appIndex",
  template_id AS "templateId", token_type AS "tokenType", caller, labels, amount, currency`;
const toEntry = (row: EntryRow): LedgerEntry => ({
  ...row,
  labels: row.labels === null ? null : (JSON.parse(row.labels) as Labels),
});

/** What was deleted before it was charged is described by its own entry, otherwise by one of its message's other attempts. */
function* findFormer(messageId: string, attempt: number): Query<LedgerEntry | undefined> {
  const row = yield* queryOne<EntryRow>(sql`
    SELECT ${entryColumns} FROM nxzalo_ledger WHERE message_id = ${messageId} AND kind = 'uncharged'
    ORDER BY CASE WHEN entry_id = ${unchargedId(messageId, attempt)} THEN 0 ELSE 1 END, entry_id LIMIT 1`);
  return row && toEntry(row);
}

/** Its own time, or the start of the open month where its own is closed. No month is closed until this is committed. */
function* whenCounted(at: number): Query<number> {
  yield* lockShared(months);
  const row = yield* queryOne<{ month: string | null }>(sql`SELECT MAX(month) AS "month" FROM nxzalo_closed_months`);
  return row?.month == null ? at : Math.max(at, endOfMonth(row.month));
}

/** Stores an entry on a condition, once. */
function* insertEntry(entry: LedgerEntry, condition: Statement): Query<boolean> {
  const { entryId, kind, at, countedAt, bookedAt, journeyId, messageId, requestId, appIndex, templateId } = entry;
  const { tokenType, caller, amount, currency } = entry;
  const labels = entry.labels && JSON.stringify(entry.labels);
  const inserted = yield* queryAll(sql`
    INSERT INTO nxzalo_ledger (entry_id, kind, at, counted_at, booked_at, journey_id, message_id, request_id, app_index,
      template_id, token_type, caller, labels, amount, currency)
    SELECT ${entryId}, ${kind}, ${at}, ${countedAt}, ${bookedAt}, ${journeyId}, ${messageId}, ${requestId}, ${appIndex},
      ${templateId}, ${tokenType}, ${caller}, ${labels}, ${amount}, ${currency} WHERE ${condition}
    ON CONFLICT (entry_id) DO NOTHING RETURNING entry_id`);
  return inserted.length > 0;
}

/** What reached nobody costs nothing, whatever a receipt says. */
const isReal = ({ message, journey }: ChargedRows) => sql`
  NOT EXISTS (SELECT 1 FROM nxzalo_messages WHERE message_id = ${message?.messageId ?? null} AND simulated = 1)
  AND NOT EXISTS (SELECT 1 FROM nxzalo_journeys WHERE journey_id = ${journey?.journeyId ?? null} AND simulated = 1)`;

/** Books what a receipt charges, once however often it is told. Gives what was booked now. */
export function* bookReceipt(receipt: ChargingReceipt, known: ChargedRows): Query<Money | undefined> {
  const { charge, at, acknowledges, messageId, attempt } = receipt;
  if (charge === null) return undefined;
  const former = known.message || messageId === null ? undefined : yield* findFormer(messageId, attempt ?? 1);
  const entry = toCharge(receipt, charge, { ...known, former });
  if (!entry) return undefined;
  const countedAt = yield* whenCounted(at);
  const kind = kindOf(acknowledges, { at, countedAt });
  const isNew = yield* insertEntry({ ...entry, countedAt, kind }, isReal(known));
  return isNew ? charge : undefined;
}

/** Of attempts, and of entries that tell of one; an older version's tells of a message, by whichever attempt it was charged. */
const isCharged = sql`(EXISTS (SELECT 1 FROM nxzalo_ledger c
    WHERE c.entry_id IN ('journey:' || u.journey_id, 'message:' || u.own_id, 'request:' || u.request_id))
  OR (u.own_id = u.message_id AND EXISTS (SELECT 1 FROM nxzalo_ledger c WHERE c.message_id = u.message_id
    AND c.amount IS NOT NULL AND COALESCE(c.journey_id, '') = COALESCE(u.journey_id, ''))))`;

const ofMessage = rawSql("u.message_id, u.created_at, u.app_index, u.template_id, u.caller, u.labels");
const ofAttempt = (table: string) => rawSql(`${table}.journey_id, ${table}.request_id, ${table}.attempt`);
const ownId = (table: string) => rawSql(`u.message_id || ':' || ${table}.attempt AS own_id`);

/** What NXCLOUD has of what may be charged: of a journey that is not stored, the messages do not tell whether it was. */
const isChargeable = (table: string) =>
  rawSql(`${table}.state IN ('accepted', 'sent', 'delivered')
    AND (${table}.journey_id IS NOT NULL OR u.has_token = 0) AND u.simulated = 0`);

/** Chargeable attempts, by a condition on their messages, the table `u`: the last ones. */
const lastAttempts = (condition: Statement): Statement => sql`
  SELECT ${ofMessage}, ${ofAttempt("u")}, ${ownId("u")} FROM nxzalo_messages u WHERE ${condition} AND ${isChargeable("u")}`;

/** The same of those before the last one, the table `a`: each is charged by itself, whatever becomes of a later one. */
const earlierAttempts = (condition: Statement): Statement => sql`
  SELECT ${ofMessage}, ${ofAttempt("a")}, ${ownId("a")} FROM nxzalo_attempts a JOIN nxzalo_messages u ON u.message_id = a.message_id
  WHERE ${condition} AND ${isChargeable("a")}`;

function* book(attempts: Statement): Query<void> {
  yield* queryAll(sql`
    INSERT INTO nxzalo_ledger (entry_id, kind, at, counted_at, booked_at, journey_id, message_id, request_id, app_index,
      template_id, token_type, caller, labels)
    SELECT 'uncharged:' || u.own_id, 'uncharged', u.created_at, u.created_at, u.created_at, u.journey_id, u.message_id,
      u.request_id, u.app_index, u.template_id,
      (SELECT j.token_type FROM nxzalo_journeys j WHERE j.journey_id = u.journey_id), u.caller, u.labels
    FROM (${attempts}) u WHERE NOT ${isCharged}
    ON CONFLICT (entry_id) DO NOTHING`);
}

/** Books the attempts of messages that are about to be deleted, by a condition on the table `m`, as far as they were not charged. */
export function* bookUncharged(condition: Statement): Query<void> {
  const isDeleted = sql`u.message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${condition})`;
  yield* book(sql`${lastAttempts(isDeleted)} UNION ALL ${earlierAttempts(isDeleted)}`);
}

/** The same of attempts on journeys that are about to be deleted, also where their messages stay: what the journeys are is not known later. */
export const bookUnchargedOn = (journeyIds: Statement): Query<void> =>
  book(earlierAttempts(sql`a.journey_id IN (${journeyIds})`));

/** Books that an attempt has failed after it was deleted without a charge: it waits for none any more. */
export function* bookFailure(messageId: string, attempt: number): Query<void> {
  const rest =
    rawSql(`at, counted_at, booked_at, journey_id, message_id, request_id, app_index, template_id, token_type, caller,
    labels, amount, currency`);
  yield* execute(sql`
    INSERT INTO nxzalo_ledger (entry_id, kind, ${rest})
    SELECT ${failedId(messageId, attempt)}, 'failed', ${rest} FROM nxzalo_ledger
    WHERE entry_id = ${unchargedId(messageId, attempt)}
    ON CONFLICT (entry_id) DO NOTHING`);
}

/** In the period, of the table `u`. */
const isWithin = ({ from, before, appIndexes }: LedgerPeriod, at: Statement): Statement =>
  and([sql`${at} >= ${from} AND ${at} < ${before}`, appIndexes && sql`u.app_index IN (${inList(appIndexes)})`]);

const keyColumns: Readonly<Record<CostKey, Statement>> = {
  quarterHour: rawSql("counted_at / 900000"),
  templateId: rawSql("template_id"),
  tokenType: rawSql("token_type"),
  appIndex: rawSql("app_index"),
  caller: rawSql("caller"),
  labels: rawSql("labels"),
};

export function readCosts({
  key,
  ...period
}: LedgerPeriod & { readonly key?: CostKey | undefined }): Query<readonly CostGroup[]> {
  const groups = key ? sql`${keyColumns[key]}, kind, amount, currency` : sql`kind, amount, currency`;
  return queryAll(sql`
    SELECT ${key ? keyColumns[key] : rawSql("NULL")} AS "key", kind, amount, currency, COUNT(*) AS "count"
    FROM nxzalo_ledger u WHERE ${isWithin(period, sql`counted_at`)} AND amount IS NOT NULL GROUP BY ${groups}`);
}

/** A journey counts once, and so does each attempt on none, also where it is stored and booked. */
export function* readUncharged(period: LedgerPeriod): Query<readonly UnchargedGroup[]> {
  const within = isWithin(period, sql`u.created_at`);
  const columns = rawSql("u.journey_id, u.message_id, u.request_id, u.template_id, u.own_id");
  const rows = yield* queryAll<Omit<UnchargedGroup, "isJourney"> & { kind: string }>(sql`
    SELECT kind, "tokenType", "templateId", COUNT(*) AS "count" FROM (
      SELECT CASE WHEN u.journey_id IS NULL THEN 'message' ELSE 'journey' END AS kind, MAX(u.token_type) AS "tokenType",
        CASE WHEN u.journey_id IS NULL THEN MAX(u.template_id) END AS "templateId"
      FROM (
        SELECT ${columns}, j.token_type FROM (${lastAttempts(within)} UNION ALL ${earlierAttempts(within)}) u
        LEFT JOIN nxzalo_journeys j ON j.journey_id = u.journey_id
        UNION ALL
        SELECT u.journey_id, u.message_id, u.request_id, u.template_id, substr(u.entry_id, 11), u.token_type FROM nxzalo_ledger u
        WHERE ${isWithin(period, sql`u.counted_at`)} AND u.kind = 'uncharged'
          AND NOT EXISTS (SELECT 1 FROM nxzalo_ledger WHERE entry_id = 'failed:' || substr(u.entry_id, 11))
      ) u WHERE NOT ${isCharged} GROUP BY u.journey_id, CASE WHEN u.journey_id IS NULL THEN u.own_id END
    ) uncharged GROUP BY kind, "tokenType", "templateId"`);
  return rows.map(({ kind, ...group }) => ({ isJourney: kind === "journey", ...group }));
}

export function* latestPrice({ isJourney, of, ...period }: PriceQuery): Query<Money | undefined> {
  const isOfIt = isJourney
    ? sql`kind IN ('journey', 'journey_correction') AND token_type = ${of}`
    : sql`kind IN ('message', 'message_correction') AND template_id = ${of}`;
  return yield* queryOne<Money>(sql`
    SELECT amount, currency FROM nxzalo_ledger u WHERE ${isWithin({ from: 0, ...period }, sql`counted_at`)} AND ${isOfIt}
    ORDER BY counted_at DESC, entry_id DESC LIMIT 1`);
}

export function* readLedger({ after, limit, ...period }: LedgerQuery): Query<readonly LedgerEntry[]> {
  const { countedAt, entryId } = after ?? { countedAt: period.from, entryId: "" };
  // No charge counts before its own time: those that count earlier are none of the period's.
  const rows = yield* queryAll<EntryRow>(sql`
    SELECT ${entryColumns} FROM nxzalo_ledger u
    WHERE ${isWithin(period, sql`at`)} AND amount IS NOT NULL AND counted_at >= ${countedAt}
      AND (counted_at > ${countedAt} OR entry_id > ${entryId})
    ORDER BY counted_at, entry_id LIMIT ${limit}`);
  return rows.map(toEntry);
}

export function* closeMonth({
  month,
  closedAt,
  entry,
}: ClosedMonth & { readonly entry: AuditRecord }): Query<ClosedMonth> {
  yield* lock(months);
  yield* addAudit(entry);
  yield* execute(sql`
    INSERT INTO nxzalo_closed_months (month, closed_at, caller) VALUES (${month}, ${closedAt}, ${entry.caller})
    ON CONFLICT (month) DO NOTHING`);
  // It was closed with a later one, where there was one before.
  const row = yield* queryOne<Pick<ClosedMonth, "closedAt">>(sql`
    SELECT MIN(closed_at) AS "closedAt" FROM nxzalo_closed_months WHERE month >= ${month}`);
  return { month, closedAt: Number(row?.closedAt ?? closedAt) };
}
