import type { LeaseRequest } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { beginAttempt, refuseAttempt } from "./attempts.ts";
import { addAudit, searchAudit, sweepAudit } from "./audit.ts";
import { readCiphertexts, replaceCiphertexts } from "./ciphertexts.ts";
import type { Database } from "./database.ts";
import { forgetJourney, forgetPhone } from "./deletion.ts";
import { replayEvents, searchEvents } from "./event-queries.ts";
import { addEvent, finishEvent, giveUpEvents, nextEvent, takeEvents } from "./events.ts";
import { finishCalls } from "./finished-calls.ts";
import { cancelCall, keepCall, readRecord, readRecords, renewCall, startCall } from "./idempotency.ts";
import { acquireLease, addJourney, completeLease, readLeases, releaseLease, renewLease } from "./leases.ts";
import { closeMonth, latestPrice, readCosts, readLedger, readUncharged } from "./ledger.ts";
import { countMessages, findMessage, readRecipients, searchMessages } from "./message-queries.ts";
import { completeJourneys, completeMessages, readOlder } from "./older-rows.ts";
import { acquireSlot } from "./pace.ts";
import { addPersonRequest, endPersonRequest, readPerson, searchPersonRequests } from "./people.ts";
import {
  findJourney,
  readMessages,
  readOwnReceipts,
  readSetting,
  readStats,
  searchJourneys,
  searchUnmatched,
} from "./queries.ts";
import { execute, type Query, queryAll, sql } from "./query.ts";
import { matchMessage, receiveReceipt } from "./receipts.ts";
import { addUnreadable, countSent, readQuota } from "./received.ts";
import { addLink, deleteSession, deleteSessionsOf, findSession, useLink } from "./sessions.ts";
import { nextSilence, putOffSilence, tellSilent } from "./silence.ts";
import { addSuppression, findSuppressions, removeSuppressions, searchSuppressions } from "./suppressions.ts";
import { sweep } from "./sweep.ts";
import { findTask, searchTasks, takeTask, updateTask } from "./tasks.ts";
import { together } from "./together.ts";
import { assignJourney, endWaiting, hold, nextDue, putBack, readWaiting, takeDue, withdraw } from "./waiting.ts";

/** A write that leaves nothing behind. Each has a row of its own, so that none waits for another. */
function* writeNothing(name: string): Query<void> {
  yield* execute(sql`INSERT INTO nxzalo_settings (name, value) VALUES (${name}, '')`);
  yield* execute(sql`DELETE FROM nxzalo_settings WHERE name = ${name}`);
}

/** Pages of the table, and of its indexes, that are not there yet: rows that fit a page which is have room where others have none. */
const probedRows = 10;

/** Random, so that no database makes it smaller; longer than what is encrypted of any journey. */
const incompressible = () => Array.from({ length: 48 }, () => crypto.randomUUID()).join("");

/** Writes a lease and rows as large as a journey, and deletes them again in the same transaction: no reader sees them. A table of leases that is empty has no page. */
function* writeLargely(): Query<void> {
  const appIndex = `probe ${crypto.randomUUID()}`;
  yield* execute(sql`INSERT INTO nxzalo_leases (key, owner, lease_until) VALUES (${appIndex}, ${appIndex}, 0)`);
  const rest = { createdAt: 0, expiresAt: 0, liveUntil: 0, tokenType: null, caller: null, labels: null };
  for (let row = 0; row < probedRows; row++) {
    const index = crypto.randomUUID();
    const indexes = { appIndex, phoneIndex: index, referenceIndex: index, tokenIndex: index };
    yield* addJourney({ journeyId: `probe ${index}`, ...indexes, ...rest, ciphertext: incompressible() });
  }
  yield* execute(sql`DELETE FROM nxzalo_leases WHERE key = ${appIndex}`);
  yield* execute(sql`DELETE FROM nxzalo_journeys WHERE created_at = 0 AND app_index = ${appIndex}`);
}

/** Journeys in a SQL database. Where there is something to find, nothing is locked. */
export function createSqlRecords({ read, write, sizeBytes, close }: Database): JourneyRecords {
  const findLease = together((requests: readonly LeaseRequest[]) => read(() => readLeases(requests)));
  return {
    acquireLease: async (request) => (await findLease(request)) ?? write(() => acquireLease(request)),
    renewLease: (request) => write(() => renewLease(request)),
    completeLease: (request) => write(() => completeLease(request)),
    releaseLease: (request) => write(() => releaseLease(request)),
    addJourney: (journey) => write(() => addJourney(journey)),

    findIdempotent: (request) => read(() => readRecord(request)),
    findIdempotentKeys: (request) => read(() => readRecords(request)),
    start: (request) => write(() => startCall(request)),
    renewCall: (request) => write(() => renewCall(request)),
    keepCall: (request) => write(() => keepCall(request)),
    finish: together((calls) => write(() => finishCalls(calls))),
    refuse: (refused) => write(() => refuseAttempt(refused)),
    beginAttempt: (next) => write(() => beginAttempt(next)),
    cancel: (request) => write(() => cancelCall(request)),

    takeDue: (request) => write(() => takeDue(request)),
    acquireSlot: (request) => write(() => acquireSlot(request)),
    assignJourney: (request) => write(() => assignJourney(request)),
    putBack: (request) => write(() => putBack(request)),
    readWaiting: (query) => read(() => readWaiting(query)),
    hold: (request) => write(() => hold(request)),
    endWaiting: (request) => write(() => endWaiting(request)),
    withdraw: (withdrawal) => write(() => withdraw(withdrawal)),
    nextDue: () => read(nextDue),

    addEvent: (event) => write(() => addEvent(event)),
    takeEvents: (request) => write(() => takeEvents(request)),
    finishEvent: (outcome) => write(() => finishEvent(outcome)),
    nextEvent: (request) => read(() => nextEvent(request)),
    giveUpEvents: (request) => write(() => giveUpEvents(request)),
    searchEvents: (query) => read(() => searchEvents(query)),
    replayEvents: (request) => write(() => replayEvents(request)),
    tellSilent: (request) => write(() => tellSilent(request)),
    putOffSilence: (request) => write(() => putOffSilence(request)),
    nextSilence: () => read(nextSilence),

    receive: (receipt) => write(() => receiveReceipt(receipt)),
    matchMessage: (receipt) => read(() => matchMessage(receipt)),
    addUnreadable: (request) => write(() => addUnreadable(request)),
    readQuota: (request) => read(() => readQuota(request)),
    countSent: (request) => read(() => countSent(request)),

    find: (journeyId) => read(() => findJourney(sql`journey_id = ${journeyId}`)),
    findByToken: (tokenIndex) => read(() => findJourney(sql`token_index = ${tokenIndex}`)),
    search: (query) => read(() => searchJourneys(query)),
    readMessages: (journeyId, limit) => read(() => readMessages(journeyId, limit)),
    readReceipts: (journeyId, limit) => read(() => readOwnReceipts(sql`journey_id = ${journeyId}`, limit)),
    searchUnmatched: (query) => read(() => searchUnmatched(query)),
    stats: async ({ unknownBefore }) => ({
      ...(await read(() => readStats(unknownBefore))),
      sizeBytes: await sizeBytes(),
    }),

    findMessage: (messageId, receiptLimit) => read(() => findMessage(messageId, receiptLimit)),
    searchMessages: (query) => read(() => searchMessages(query)),
    readRecipients: (query) => read(() => readRecipients(query)),
    countMessages: (query) => read(() => countMessages(query)),

    forgetJourney: (journeyId, entry) => write(() => forgetJourney(journeyId, entry)),
    forgetPhone: (request) => write(() => forgetPhone(request)),
    sweep: (request) => write(() => sweep(request)),

    readCosts: (query) => read(() => readCosts(query)),
    readUncharged: (period) => read(() => readUncharged(period)),
    latestPrice: (query) => read(() => latestPrice(query)),
    readLedger: (query) => read(() => readLedger(query)),
    closeMonth: (request) => write(() => closeMonth(request)),
    findSuppressions: together((requests) => read(() => findSuppressions(requests))),
    addSuppression: (request) => write(() => addSuppression(request)),
    removeSuppressions: (removal) => write(() => removeSuppressions(removal)),
    searchSuppressions: (query) => read(() => searchSuppressions(query)),

    readPerson: (query) => read(() => readPerson(query)),
    addPersonRequest: (request) => write(() => addPersonRequest(request)),
    endPersonRequest: (end) => write(() => endPersonRequest(end)),
    searchPersonRequests: (query) => read(() => searchPersonRequests(query)),

    addAudit: (entry) => write(() => addAudit(entry)),
    searchAudit: (query) => read(() => searchAudit(query)),
    sweepAudit: (request) => write(() => sweepAudit(request)),

    addLink: (link, entry) => write(() => addLink(link, entry)),
    useLink: (use) => write(() => useLink(use)),
    findSession: (request) => read(() => findSession(request)),
    deleteSession: (sessionId) => write(() => deleteSession(sessionId)),
    deleteSessionsOf: (end) => write(() => deleteSessionsOf(end)),

    searchTasks: (query) => read(() => searchTasks(query)),
    findTask: (messageId) => read(() => findTask(messageId)),
    takeTask: (taking) => write(() => takeTask(taking)),
    updateTask: (change) => write(() => updateTask(change)),

    readOlder: (query) => read(() => readOlder(query)),
    completeJourneys: (journeys) => write(() => completeJourneys(journeys)),
    completeMessages: (messages) => write(() => completeMessages(messages)),
    readCiphertexts: (query) => read(() => readCiphertexts(query)),
    replaceCiphertexts: (changes) => write(() => replaceCiphertexts(changes)),
    setting: async (name, initial) => {
      const known = await read(() => readSetting(name));
      if (known !== undefined) return known;
      await write(() =>
        queryAll(sql`INSERT INTO nxzalo_settings (name, value) VALUES (${name}, ${initial}) ON CONFLICT DO NOTHING`),
      );
      return (await read(() => readSetting(name))) ?? initial;
    },
    replaceSetting: async (name, { from, to }) => {
      const replaced = await write(() =>
        queryAll(sql`UPDATE nxzalo_settings SET value = ${to} WHERE name = ${name} AND value = ${from} RETURNING name`),
      );
      return replaced.length > 0;
    },
    ping: () => write(() => writeNothing(crypto.randomUUID())),
    probe: () => write(writeLargely),
    close,
  };
}
