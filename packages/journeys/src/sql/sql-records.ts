import type { JourneyRecords } from "../store.ts";
import { beginCall, dropCall, seenCall, settleCall } from "./calls.ts";
import { addJourney, completeClaim, releaseClaim, seenClaim, takeClaim } from "./claims.ts";
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
import { forgetJourney, forgetPhone, sweep } from "./forget.ts";
import { receiveReceipt } from "./receipts.ts";
import { searchJourneys, unmatchedReceipts } from "./search.ts";
import { rowOf, rowsOf, sql } from "./statement.ts";

/** Journeys in a SQL database, whichever it is. Where there is something to find, nothing is locked. */
export function createSqlRecords({ read, write, close }: Database): JourneyRecords {
  return {
    claim: async (request) => (await read(() => seenClaim(request))) ?? write(() => takeClaim(request)),
    complete: (request) => write(() => completeClaim(request)),
    release: (request) => write(() => releaseClaim(request)),
    add: (journey) => write(() => addJourney(journey)),

    look: (request) => read(() => seenCall(request)),
    begin: (request) => write(() => beginCall(request)),
    settle: (settlement) => write(() => settleCall(settlement)),
    drop: (request) => write(() => dropCall(request)),

    receive: (receipt) => write(() => receiveReceipt(receipt)),

    find: (journeyId) =>
      read(() =>
        rowOf<JourneyRow>(sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE journey_id = ${journeyId}`),
      ),
    findByToken: (tokenIndex) =>
      read(() =>
        rowOf<JourneyRow>(sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE token_index = ${tokenIndex}`),
      ),
    search: (query) => read(() => searchJourneys(query)),
    messagesOf: async (journeyId) => {
      const rows = await read(() =>
        rowsOf<MessageRow>(sql`
          SELECT ${messageColumns} FROM nxzalo_messages WHERE journey_id = ${journeyId} ORDER BY created_at, message_id`),
      );
      return rows.map(messageOf);
    },
    receiptsOf: (journeyId) =>
      read(() =>
        rowsOf<ReceiptRow>(sql`
          SELECT ${receiptColumns} FROM nxzalo_receipts
          WHERE journey_id = ${journeyId} ORDER BY received_at, receipt_id`),
      ),
    unmatched: (query) => read(() => unmatchedReceipts(query)),

    forgetJourney: (journeyId) => write(() => forgetJourney(journeyId)),
    forgetPhone: (phoneIndex, appIndexes) => write(() => forgetPhone(phoneIndex, appIndexes)),
    sweep: (request) => write(() => sweep(request)),

    setting: async (name, initial) => {
      await write(() =>
        rowsOf(sql`INSERT INTO nxzalo_settings (name, value) VALUES (${name}, ${initial}) ON CONFLICT DO NOTHING`),
      );
      const row = await read(() =>
        rowOf<{ value: string }>(sql`SELECT value FROM nxzalo_settings WHERE name = ${name}`),
      );
      return row?.value ?? initial;
    },
    replaceSetting: async (name, { from, to }) => {
      const replaced = await write(() =>
        rowsOf(sql`UPDATE nxzalo_settings SET value = ${to} WHERE name = ${name} AND value = ${from} RETURNING name`),
      );
      return replaced.length > 0;
    },
    ping: async (now) => {
      await write(() =>
        rowsOf(sql`
          INSERT INTO nxzalo_settings (name, value) VALUES ('ping', ${String(now)})
          ON CONFLICT (name) DO UPDATE SET value = excluded.value`),
      );
    },
    close,
  };
}
