import { afterAll, beforeAll, expect, it } from "vitest";
import { createSqliteDatabase } from "../sqlite/sqlite-database.ts";
import type { MessageQuery } from "../store/message-queries.ts";
import { messageSearch } from "./message-queries.ts";
import { migrate, sqliteDialect } from "./migrate.ts";
import { queryAll, sql } from "./query.ts";

const database = createSqliteDatabase(":memory:", 5_000);
beforeAll(() => database.write(() => migrate(sqliteDialect)));
afterAll(() => database.close());

/** How SQLite reads what is searched for. */
async function planOf(query: Partial<MessageQuery>): Promise<string> {
  const search = messageSearch({ limit: 51, ...query });
  const steps = await database.read(() => queryAll<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${search}`));
  return steps.map(({ detail }) => detail).join("\n");
}

const wide = { state: "delivered", templateId: "t", appIndexes: ["a"], createdFrom: 1, createdBefore: 9 } as const;

it.each<[Partial<MessageQuery>, string]>([
  [{ referenceIndex: "r" }, "by_reference"],
  [{ phoneIndex: "p" }, "by_phone"],
  [{ foldedReferenceIndexes: ["f"] }, "by_folded_reference"],
  [{ referenceEndingIndexes: ["e"] }, "found_by_reference_ending"],
  [{ phoneEndingIndex: "e" }, "found_by_phone_ending"],
  [{ templateId: "t" }, "by_template"],
  [{ state: "failed" }, "found_by_state"],
  [{}, "by_time"],
  [{ createdFrom: 1, createdBefore: 9 }, "by_time"],
  [{ appIndexes: ["a", "b"], createdFrom: 1 }, "by_time"],
  [{ ...wide, referenceIndex: "r", phoneIndex: "p" }, "by_reference"],
  [{ ...wide, phoneIndex: "p", phoneEndingIndex: "e" }, "by_phone"],
  [{ ...wide, phoneEndingIndex: "e", referenceEndingIndexes: ["e"] }, "found_by_reference_ending"],
  [wide, "by_template"],
  [{ ...wide, state: "failed" }, "found_by_state"],
  [{ ...wide, after: { at: 5, id: "m" } }, "by_template"],
])("%j is read from the index nxzalo_messages_%s", async (query, index) => {
  const plan = await planOf(query);
  expect(plan).toMatch(new RegExp(`^(SEARCH|SCAN) nxzalo_messages USING INDEX nxzalo_messages_${index}\\b`));
  expect(plan.match(/nxzalo_messages_/g)).toHaveLength(1);
});

it("what is beside nothing is not sorted, but for messages of one moment", async () => {
  expect(await planOf({ state: "failed" })).not.toContain("TEMP B-TREE");
  expect(await planOf({ templateId: "t", state: "sent", createdFrom: 1 })).not.toContain("TEMP B-TREE");
  expect(await planOf({ phoneEndingIndex: "e" })).not.toContain("TEMP B-TREE");
  expect(await planOf({ referenceEndingIndexes: ["e"] })).not.toContain("TEMP B-TREE");
  expect(await planOf({})).toContain("LAST TERM OF ORDER BY");
});

it("a label is read from its own rows, in their order", async () => {
  const plan = await planOf({ ...wide, labels: ["hub=han", "trip=7"] });
  expect(plan).toMatch(/^SEARCH nxzalo_labels USING COVERING INDEX sqlite_autoindex_nxzalo_labels_1 \(label=\?/);
  expect(plan).toContain("SEARCH nxzalo_messages USING INDEX sqlite_autoindex_nxzalo_messages_1 (message_id=?)");
  expect(plan).not.toContain("TEMP B-TREE FOR ORDER BY");
});

it("a code is read from both of its indexes", async () => {
  const plan = await planOf({ code: -118, state: "failed", labels: ["hub=han"] });
  for (const column of ["upstream_code", "zalo_error"]) expect(plan).toContain(`nxzalo_messages_found_by_${column} (`);
  expect(plan).not.toMatch(/by_state|SCAN nxzalo_messages/);
});

it("a reference that may be folded in two ways is read by both", async () => {
  const plan = await planOf({ foldedReferenceIndexes: ["f", "g"], referenceEndingIndexes: ["e", "h"] });
  expect(plan.match(/SEARCH nxzalo_messages USING INDEX nxzalo_messages_by_folded_reference/g)).toHaveLength(2);
});

it.each<[Partial<MessageQuery>, string]>([
  [{ code: -118, createdFrom: 1 }, "zalo_error"],
  [{ state: "failed" }, "state"],
  [{ phoneEndingIndex: "e" }, "phone_ending"],
])("of messages that fit %j, those without a label are not read", async (query, index) => {
  const plan = (await planOf({ ...query, labels: ["hub=han"] })).split("\n");
  const found = plan.findIndex((step) => step.includes(`USING COVERING INDEX nxzalo_messages_found_by_${index} `));
  expect(plan.slice(found + 1, found + 4)).toEqual([
    expect.stringContaining("CORRELATED SCALAR SUBQUERY"),
    expect.stringContaining("SEARCH l USING COVERING INDEX sqlite_autoindex_nxzalo_labels_1 (label=?"),
    "SEARCH nxzalo_messages USING INDEX sqlite_autoindex_nxzalo_messages_1 (message_id=?)",
  ]);
});
