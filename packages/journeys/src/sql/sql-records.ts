import type { JourneyRecords } from "../store/store.ts";
import {
  type JourneyRow,
  journeyColumns,
  type MessageRow,
  messageColumns,
  messageOf,
  type ReceiptRow,
  receiptColumns,
} from "./columns.ts";
import type { Database } from "./database.ts";
import { forgetJourney, forgetPhone } from "./deletion.ts";
import { beginCall, dropCall, readRecord, settleCall } from "./idempotency.ts";
import { addJourney, completeClaim, readLease, releaseClaim, takeClaim } from "./leases.ts";
import { searchJourneys, unmatchedReceipts } from "./queries.ts";
import { receiveReceipt } from "./receipts.ts";
import { type Query, queryAll, queryOne, sql } from "./sql-tag.ts";
import { sweep } from "./sweep.ts";

const byTime = (one: ReceiptRow, other: ReceiptRow) =>
  one.receivedAt - other.receivedAt || (one.receiptId < other.receiptId ? -1 : 1);

/** A write that leaves nothing behind. Each has a row of its own, so that nobody waits for anybody. */
function* writeNothing(name: string): Query<void> {
  yield sql`INSERT INTO nxzalo_settings (name, value) VALUES (${name}, '')`;
  yield sql`DELETE FROM nxzalo_settings WHERE name = ${name}`;
}

/** Journeys in a SQL database, whichever it is. Where there is something to find, nothing is locked. */
export function createSqlRecords({ read, write, close }: Database): JourneyRecords {
  return {
    claim: async (request) => (await read(() => readLease(request))) ?? write(() => takeClaim(request)),
    complete: (request) => write(() => completeClaim(request)),
    release: (request) => write(() => releaseClaim(request)),
    add: (journey) => write(() => addJourney(journey)),

    look: (request) => read(() => readRecord(request)),
    begin: (request) => write(() => beginCall(request)),
    settle: (settlement) => write(() => settleCall(settlement)),
    drop: (request) => write(() => dropCall(request)),

    receive: (receipt) => write(() => receiveReceipt(receipt)),

    find: (journeyId) =>
      read(() =>
        queryOne<JourneyRow>(sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE journey_id = ${journeyId}`),
      ),
    findByToken: (tokenIndex) =>
      read(() =>
        queryOne<JourneyRow>(sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE token_index = ${tokenIndex}`),
      ),
    search: (query) => read(() => searchJourneys(query)),
    messagesOf: async (journeyId, limit) => {
      const rows = await read(() =>
        queryAll<MessageRow>(sql`
          SELECT ${messageColumns} FROM nxzalo_messages WHERE journey_id = ${journeyId}
          ORDER BY created_at DESC, message_id DESC LIMIT ${limit}`),
      );
      return rows.map(messageOf).reverse();
    },
    receiptsOf: async (journeyId, limit) => {
      const rows = await read(() =>
        queryAll<ReceiptRow>(sql`
          SELECT ${receiptColumns} FROM nxzalo_receipts WHERE journey_id = ${journeyId}
          ORDER BY acknowledges DESC, received_at DESC, receipt_id DESC LIMIT ${limit}`),
      );
      return [...rows].sort(byTime);
    },
    unmatched: (query) => read(() => unmatchedReceipts(query)),

    forgetJourney: (journeyId) => write(() => forgetJourney(journeyId)),
    forgetPhone: (phoneIndex, appIndexes) => write(() => forgetPhone(phoneIndex, appIndexes)),
    sweep: (request) => write(() => sweep(request)),

    setting: async (name, initial) => {
      await write(() =>
        queryAll(sql`INSERT INTO nxzalo_settings (name, value) VALUES (${name}, ${initial}) ON CONFLICT DO NOTHING`),
      );
      const row = await read(() =>
        queryOne<{ value: string }>(sql`SELECT value FROM nxzalo_settings WHERE name = ${name}`),
      );
      return row?.value ?? initial;
    },
    replaceSetting: async (name, { from, to }) => {
      const replaced = await write(() =>
        queryAll(sql`UPDATE nxzalo_settings SET value = ${to} WHERE name = ${name} AND value = ${from} RETURNING name`),
      );
      return replaced.length > 0;
    },
    ping: () => write(() => writeNothing(crypto.randomUUID())),
    close,
  };
}
