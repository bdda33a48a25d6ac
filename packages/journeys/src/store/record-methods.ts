import type { Around } from "@nxzalo/core";
import type { JourneyRecords } from "./store.ts";

/** Every method: one that is missing here, or does not exist, does not compile. */
const methods = {
  acquireLease: true,
  renewLease: true,
  completeLease: true,
  releaseLease: true,
  addJourney: true,
  findIdempotent: true,
  findIdempotentKeys: true,
  start: true,
  renewCall: true,
  keepCall: true,
  finish: true,
  refuse: true,
  beginAttempt: true,
  takeDue: true,
  acquireSlot: true,
  assignJourney: true,
  putBack: true,
  readWaiting: true,
  hold: true,
  endWaiting: true,
  withdraw: true,
  nextDue: true,
  addEvent: true,
  takeEvents: true,
  finishEvent: true,
  nextEvent: true,
  giveUpEvents: true,
  searchEvents: true,
  replayEvents: true,
  tellSilent: true,
  putOffSilence: true,
  nextSilence: true,
  cancel: true,
  receive: true,
  matchMessage: true,
  addUnreadable: true,
  readQuota: true,
  countSent: true,
  find: true,
  findByToken: true,
  search: true,
  readMessages: true,
  readReceipts: true,
  searchUnmatched: true,
  stats: true,
  findMessage: true,
  searchMessages: true,
  readRecipients: true,
  countMessages: true,
  forgetJourney: true,
  forgetPhone: true,
  sweep: true,
  readCosts: true,
  readUncharged: true,
  latestPrice: true,
  readLedger: true,
  closeMonth: true,
  findSuppressions: true,
  addSuppression: true,
  removeSuppressions: true,
  searchSuppressions: true,
  readPerson: true,
  addPersonRequest: true,
  endPersonRequest: true,
  searchPersonRequests: true,
  addAudit: true,
  searchAudit: true,
  sweepAudit: true,
  addLink: true,
  useLink: true,
  findSession: true,
  deleteSession: true,
  deleteSessionsOf: true,
  searchTasks: true,
  findTask: true,
  takeTask: true,
  updateTask: true,
  readOlder: true,
  completeJourneys: true,
  completeMessages: true,
  readCiphertexts: true,
  replaceCiphertexts: true,
  setting: true,
  replaceSetting: true,
  ping: true,
  probe: true,
  close: true,
} satisfies Record<keyof JourneyRecords, true>;

/** Records of which every method is one call by its name: for a store that is reached by messages. */
export function createRemoteRecords(
  call: (method: keyof JourneyRecords, given: readonly never[]) => Promise<unknown>,
): JourneyRecords {
  const entries = Object.keys(methods).map((method) => [
    method,
    (...given: never[]) => call(method as keyof JourneyRecords, given),
  ]);
  return Object.fromEntries(entries) as unknown as JourneyRecords;
}

export const isRecordMethod = (name: string): name is keyof JourneyRecords => Object.hasOwn(methods, name);

/** Calls a method by its name. */
export const callMethod = (records: JourneyRecords, method: keyof JourneyRecords, given: readonly never[]) =>
  (records[method] as (...given: readonly never[]) => Promise<unknown>)(...given);

/** The same records, with what is put around each method. */
export const recordsWithin = (around: Around, records: JourneyRecords): JourneyRecords =>
  createRemoteRecords((method, given) =>
    around(`store ${method}`, { "nxzalo.store.operation": method }, () => callMethod(records, method, given)),
  );
