import { afterAll, beforeAll, expect, it } from "vitest";
import { createSqliteDatabase } from "../sqlite/sqlite-database.ts";
import type { EventQuery } from "../store/event-records.ts";
import { eventSearch } from "./event-queries.ts";
import { migrate, sqliteDialect } from "./migrate.ts";
import { queryAll, sql } from "./query.ts";

const database = createSqliteDatabase(":memory:", 5_000);
beforeAll(() => database.write(() => migrate(sqliteDialect)));
afterAll(() => database.close());

/** How SQLite reads the tables for a search. */
async function planOf(query: Partial<EventQuery>): Promise<readonly string[]> {
  const search = eventSearch({ limit: 51, ...query });
  const steps = await database.read(() => queryAll<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${search}`));
  return steps.map(({ detail }) => detail).filter((detail) => detail.includes("nxzalo_"));
}

const byState = "SEARCH nxzalo_events USING INDEX nxzalo_events_by_state (state=?";
const unmatched = "SEARCH nxzalo_receipts USING INDEX nxzalo_receipts_unmatched (is_matched=?";

it.each<[Partial<EventQuery>, readonly string[]]>([
  [{}, [byState, byState, byState, unmatched]],
  [{ type: "quota.low", createdFrom: 1, after: { at: 5, id: "e" } }, [byState, byState, byState, unmatched]],
  [{ state: "dead" }, [byState, unmatched]],
  [{ state: "waiting" }, [byState]],
  [{ appIndexes: ["a"] }, [byState, byState, byState]],
  [{ messageId: "m", state: "dead" }, ["SEARCH nxzalo_events USING INDEX nxzalo_events_by_message (message_id=?"]],
])("events that fit %j are read from the ends of indexes", async (query, starts) => {
  const plan = await planOf(query);
  expect(plan.map((step, index) => step.slice(0, starts[index]?.length))).toEqual(starts);
});

it("a page begins where the one before it ended, in every part", async () => {
  const plan = await planOf({ after: { at: 5, id: "e" } });
  expect(plan.filter((step) => /(created_at|received_at)<\?/.test(step))).toHaveLength(4);
});
