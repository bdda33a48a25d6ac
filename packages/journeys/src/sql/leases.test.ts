import fc from "fast-check";
import { expect, it } from "vitest";
import { journeyOf } from "../../test/conformance/samples.ts";
import { createMemoryStore } from "../memory.ts";
import { createSqliteDatabase } from "../sqlite/sqlite-database.ts";
import type { JourneyRecords } from "../store/store.ts";
import { migrate, sqliteDialect } from "./migrate.ts";
import { createSqlRecords } from "./sql-records.ts";

const owner = fc.constantFrom("a", "b", "c");
const at = fc.integer({ min: 0, max: 6 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant("acquire" as const),
    owner,
    now: at,
    lasts: fc.integer({ min: -1, max: 4 }),
    waitedFor: fc.option(owner, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("renew" as const), owner, until: at }),
  fc.record({ kind: fc.constant("release" as const), owner, failure: fc.option(fc.constant("refused")) }),
  fc.record({ kind: fc.constant("complete" as const), owner, liveUntil: at }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What a store says of steps on one key. */
async function run(records: JourneyRecords, key: string, steps: readonly Step[]) {
  const said: unknown[] = [];
  for (const [index, one] of steps.entries()) {
    const held = { key, owner: one.owner };
    if (one.kind === "acquire") {
      const { now, lasts, waitedFor } = one;
      said.push(await records.acquireLease({ ...held, now, leaseUntil: now + lasts, waitedFor }));
    } else if (one.kind === "renew") said.push(await records.renewLease({ ...held, leaseUntil: one.until }));
    else if (one.kind === "release") said.push(await records.releaseLease({ ...held, failure: one.failure }));
    else {
      const journey = { ...journeyOf(`${key} ${index}`), liveUntil: one.liveUntil };
      said.push(await records.completeLease({ ...held, journey }));
      said.push((await records.find(journey.journeyId)) !== undefined);
    }
  }
  return said;
}

it("a key that is taken, renewed, left and completed in any order: SQL says the same as memory", async () => {
  const database = createSqliteDatabase(":memory:", 5_000);
  await database.write(() => migrate(sqliteDialect));
  const [inSql, inMemory] = [createSqlRecords(database), createMemoryStore().records];
  let keys = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      keys += 1;
      const key = `k${keys}`;
      expect(await run(inSql, key, steps)).toEqual(await run(inMemory, key, steps));
    }),
    { numRuns: 200 },
  );
  await database.close();
});
