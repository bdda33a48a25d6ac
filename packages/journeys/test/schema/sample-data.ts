import type { JourneyStore } from "../../src/store/store.ts";
import { journeyOf, messageOf, receiptOf } from "../conformance/samples.ts";

/** The key of every stored database. */
export const fixtureKeys = [btoa("f".repeat(32))];

export const journeyId = "fixture journey";
export const messageId = "fixture message";
export const own = { appIndex: "fixture app", phoneIndex: "fixture phone", referenceIndex: "fixture reference" };

/** Writes a row of every kind, through the methods that write it. */
export async function writeSampleData({ records, encryption }: JourneyStore): Promise<void> {
  const ciphertext = await encryption.encrypt({ token: "fixture token" }, { table: "journeys", row: journeyId });
  const journey = journeyOf(journeyId, { ...own, ciphertext });
  await records.acquireLease({ key: "fixture key", owner: "a", now: 10, leaseUntil: 100 });
  await records.completeLease({ key: "fixture key", owner: "a", journey });
  await records.acquireLease({ key: "fixture other key", owner: "b", now: 10, leaseUntil: 9_000 });
  const { referenceIndex: _, ...indexes } = own;
  const request = { key: "fixture call", fingerprint: "f", owner: "m", now: 10, leaseUntil: 110, keepUntil: 9_000 };
  await records.start({ call: request, message: messageOf(messageId, { ...indexes, journeyId }) });
  await records.finish({ call: request, messageId, isAccepted: true, requestId: "fixture request", answer: "a" });
  await records.receive(
    receiptOf("fixture receipt", { messageId, requestId: "fixture request", acknowledges: true, at: 7 }),
  );
  await records.receive(receiptOf("fixture unmatched", { requestId: "fixture stranger" }));
}
