import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import { createTestJourneys, receiptFor, template } from "../../src/testing/journeys.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const hourMs = 3_600_000;

/** What an operator runs on a restored database, as it stands in the documentation. */
const documented = readFileSync(new URL("../../../../docs/deploy-gateway.md", import.meta.url), "utf8");
const settleDue = /psql "\$DATABASE_URL" -c "(UPDATE nxzalo_messages [^"]+)"/.exec(documented)?.[1] ?? "";

it("what was due in a restored database is sent by nothing, once the documented statement has run; a receipt settles it", async () => {
  const schema = await createScratchSchema(server);
  onTestFinished(schema.drop);
  const store = await createPostgresStore({ url: schema.url, storeKeys });
  onTestFinished(store.records.close);
  const { clock, process, sent } = createTestJourneys(store);
  clock.at = Date.now() - 2 * hourMs;
  const journeys = process();
  const wait = (hours: number) =>
    journeys.send({ ...template, phone: "+84 912 345 678", sendAt: new Date(clock.at + hours * hourMs) });
  const [due, later] = await Promise.all([wait(1), wait(4)]);
  const stateOf = async ({ messageId }: { messageId: string }) => (await journeys.messages.find(messageId))?.state;

  const operator = new pg.Client({ connectionString: schema.url });
  await operator.connect();
  onTestFinished(() => operator.end());
  expect((await operator.query(settleDue)).rowCount).toBe(1);

  clock.at += 3 * hourMs;
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 0 });
  expect([await stateOf(due), await stateOf(later)]).toEqual(["unknown", "scheduled"]);
  clock.at += 2 * hourMs;
  expect(await journeys.dispatchDue()).toMatchObject({ taken: 1 });
  const [input] = sent();
  await journeys.receive(
    receiptFor({ ...input, ext: `nxzalo:${due.messageId}:1` } as Parameters<typeof receiptFor>[0]),
  );
  expect([await stateOf(due), await stateOf(later)]).toEqual(["delivered", "accepted"]);
});
