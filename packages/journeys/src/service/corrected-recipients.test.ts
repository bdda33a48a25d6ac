import { expect, it } from "vitest";
import type { AttemptRecipient } from "../store/message-queries.ts";
import { instantEncryption } from "../testing/instant-encryption.ts";
import { readCorrected } from "./corrected-recipients.ts";
import type { MessageContent } from "./encrypted-fields.ts";

const attemptOf = (attempt: number, more: Partial<AttemptRecipient>): AttemptRecipient => ({
  messageId: "m",
  attempt,
  state: "accepted",
  attemptedAt: attempt * 10,
  appIndex: "app",
  phoneIndex: "first",
  ciphertext: null,
  ...more,
});
const written = (content: Partial<MessageContent> = {}) => ({
  ciphertext: JSON.stringify({ templateId: "1", ...content }),
});
const correctedOf = async (...attempts: readonly AttemptRecipient[]) => {
  const isCorrected = await readCorrected(instantEncryption, attempts);
  return ["first", "second", "third"].filter((phoneIndex) =>
    isCorrected({ appIndex: "app", phoneIndex, createdAt: 10 }),
  );
};

it("an older version's corrections are read from the journeys of the attempts, as far as these had any", async () => {
  const second = { phoneIndex: "second", ...written() };
  expect(await correctedOf(attemptOf(1, {}), attemptOf(2, second))).toEqual(["first"]);
  expect(await correctedOf(attemptOf(1, {}), attemptOf(2, { ...second, state: "cancelled" }))).toEqual([]);
  expect(await correctedOf(attemptOf(1, { phoneIndex: null }), attemptOf(2, second))).toEqual([]);
  // It waited, and had no journey.
  const waited = attemptOf(2, { phoneIndex: null, state: "cancelled" });
  expect(await correctedOf(attemptOf(1, {}), waited, attemptOf(3, second))).toEqual(["first"]);
  expect(await correctedOf(attemptOf(1, {}), attemptOf(2, { attemptedAt: 5, ...second }))).toEqual([]);
});

it("what is written of corrections counts from the attempt on that the first of them made", async () => {
  const corrections = [{ from: "second", to: "third", at: 30, attempt: 3 }];
  const attempts = [attemptOf(1, {}), attemptOf(2, { phoneIndex: "second" })];
  const third = { phoneIndex: "third", ...written({ corrections }) };
  expect(await correctedOf(...attempts, attemptOf(3, third))).toEqual(["first", "second"]);
  expect(await correctedOf(...attempts, attemptOf(3, { ...third, state: "cancelled" }))).toEqual(["first"]);
  expect(await correctedOf(...attempts, attemptOf(3, { ...third, state: "expired" }))).toEqual(["first", "second"]);
  const back = [...corrections, { from: "third", to: "second", at: 40, attempt: 4 }];
  const fourth = { phoneIndex: "second", ...written({ corrections: back }) };
  expect(await correctedOf(...attempts, attemptOf(3, { phoneIndex: "third" }), attemptOf(4, fourth))).toEqual([
    "first",
    "third",
  ]);
});

it("another application's corrections say nothing of a journey", async () => {
  const theirs = { appIndex: "theirs" };
  const attempts = [attemptOf(1, theirs), attemptOf(2, { ...theirs, phoneIndex: "second", ...written() })];
  expect(await correctedOf(...attempts)).toEqual([]);
});
