import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, vi } from "vitest";
import { createSqliteStore } from "../sqlite.ts";
import type { JourneyStore } from "../store/store.ts";
import { acknowledgement, createTestJourneys, parcel, receiptFor, template } from "../testing/journeys.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-older-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What version 2 stored of a message: it had none of these columns. */
const emptied = `
  UPDATE nxzalo_journeys SET token_type = NULL, caller = NULL;
  UPDATE nxzalo_messages SET state = 'accepted', template_id = NULL, caller = NULL, zalo_error = NULL, data = NULL, erase_at = NULL,
    attempted_at = NULL, reference_index = NULL, folded_reference_index = NULL, reference_ending_index = NULL,
    phone_ending_index = NULL;
  UPDATE nxzalo_receipts SET attempt = NULL, state = NULL, zalo_error = NULL, amount = NULL, currency = NULL;
  DELETE FROM nxzalo_ledger`;

/** A journey that was charged, with a message that failed, as version 2 stored them. */
async function olderStore(path: string) {
  const store = await createSqliteStore({ path });
  const harness = createTestJourneys(store);
  const journeys = harness.process();
  const { messageId, journeyId = "" } = await journeys.send({ ...parcel, ...template });
  await journeys.receive(acknowledgement(journeyId));
  const failed = { status: "failed", zaloRes: { error: -118, message: "" } };
  for (const message of harness.sent()) await journeys.receive(receiptFor(message, failed));
  const ciphertext = await store.encryption.encrypt(
    { templateId: template.templateId },
    { table: "messages", row: messageId },
  );
  const database = new DatabaseSync(path);
  database.exec(emptied);
  database.prepare("UPDATE nxzalo_messages SET ciphertext = ?").run(ciphertext);
  database.close();
  return { store, journeys, messageId, journeyId };
}

const entries = ({ records }: JourneyStore) =>
  records.readLedger({ from: 0, before: Number.MAX_SAFE_INTEGER, limit: 9 });

it("a sweep reads anew what an older version stored: states, templates, references and costs", async () => {
  const older = await olderStore(join(folder, "anew.db"));
  const { store, journeys, messageId, journeyId } = older;
  expect((await journeys.messages.search({ state: "failed" })).messages).toEqual([]);
  await journeys.sweep();
  const searches = [
    { state: "failed" },
    { code: -118 },
    { templateId: template.templateId },
    { referenceFolded: "don 42" },
  ] as const;
  for (const query of searches)
    expect((await journeys.messages.search(query)).messages).toMatchObject([{ messageId, zaloError: -118 }]);
  expect(await store.records.find(journeyId)).toMatchObject({ tokenType: parcel.tokenType });
  expect(await entries(store)).toMatchObject([{ journeyId, tokenType: parcel.tokenType, amount: "0.1234" }]);
  await store.records.close();
});

it("once: the next sweep asks for none of it", async () => {
  const { store, journeys } = await olderStore(join(folder, "once.db"));
  await journeys.sweep();
  const readOlder = vi.spyOn(store.records, "readOlder");
  const again = createTestJourneys(store).process();
  await again.sweep();
  expect(readOlder).not.toHaveBeenCalled();
  await store.records.close();
});

it("what cannot be decrypted stays as it is, and the rest is read", async () => {
  const path = join(folder, "foreign.db");
  const { store, journeys, messageId } = await olderStore(path);
  const database = new DatabaseSync(path);
  database.exec("UPDATE nxzalo_receipts SET ciphertext = 'foreign' WHERE acknowledges = 1");
  database.close();
  await journeys.sweep();
  expect((await journeys.messages.search({ state: "failed" })).messages).toMatchObject([{ messageId }]);
  expect(await entries(store)).toEqual([]);
  await store.records.close();
});
