import { ProxyError } from "@nxzalo/core/errors";
import { describe, expect, it } from "vitest";
import { withStoreErrors } from "../sql/database.ts";
import { createSqlRecords } from "../sql/sql-records.ts";
import { callMethod } from "./record-methods.ts";
import type { JourneyRecords } from "./store.ts";

const failing = (reason: unknown) => () => Promise.reject(reason);
const recordsOver = (reason: unknown) => {
  const fail = failing(reason);
  return createSqlRecords(withStoreErrors({ read: fail, write: fail, sizeBytes: fail, close: fail }));
};

describe("records of a database that fails", () => {
  const reason = Object.assign(new Error("statement timeout for 84912345678"), { code: "57014" });
  const records = recordsOver(reason);

  it.each(Object.keys(records) as (keyof JourneyRecords)[])(
    "%s is `unavailable`, and quotes nothing",
    async (method) => {
      const failure = await callMethod(records, method, [{}, {}] as never[]).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "unavailable", outcome: "not_sent", retryable: true, retryAfterMs: 2_000 });
      expect(String((failure as Error).cause)).toBe("StoreFailure: Error 57014 timeout");
    },
  );

  it("says that SQLite's disk is full by a code of its own", async () => {
    const full = Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });
    await expect(recordsOver(full).ping()).rejects.toMatchObject({ cause: { code: "SQLITE_FULL" } });
  });

  it("gives an error of this SDK as it is", async () => {
    const own = new ProxyError("x", { code: "unavailable", outcome: "unknown" });
    await expect(recordsOver(own).ping()).rejects.toBe(own);
  });
});
