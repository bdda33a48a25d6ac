import { expect, it, onTestFinished, vi } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];

it("says that a store is new where its schema had no tables, and only then", async () => {
  const { url, drop } = await createScratchSchema(server);
  onTestFinished(drop);
  const onNew = vi.fn();
  for (const migrate of [true, true, false]) {
    await (await createPostgresStore({ url, storeKeys, migrate, onNew })).records.close();
    expect(onNew).toHaveBeenCalledTimes(1);
  }
});
