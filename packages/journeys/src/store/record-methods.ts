import type { JourneyRecords } from "./store.ts";

const methods = [
  "claim",
  "complete",
  "release",
  "add",
  "look",
  "begin",
  "settle",
  "drop",
  "receive",
  "find",
  "findByToken",
  "search",
  "messagesOf",
  "receiptsOf",
  "unmatched",
  "forgetJourney",
  "forgetPhone",
  "sweep",
  "setting",
  "replaceSetting",
  "ping",
  "close",
] as const satisfies readonly (keyof JourneyRecords)[];

/** Records of which every method does the same thing with its name and what it was given. */
export function recordsBy(
  run: (method: (typeof methods)[number], given: readonly never[]) => Promise<unknown>,
): JourneyRecords {
  const entries = methods.map((method) => [method, (...given: never[]) => run(method, given)]);
  return Object.fromEntries(entries) as unknown as JourneyRecords;
}

export const isRecordMethod = (name: string): name is (typeof methods)[number] =>
  (methods as readonly string[]).includes(name);

/** Calls a method by its name. */
export const callRecords = (records: JourneyRecords, method: keyof JourneyRecords, given: readonly never[]) =>
  (records[method] as (...given: readonly never[]) => Promise<unknown>)(...given);
