import { describe, expect, it } from "vitest";
import { deepestNesting } from "../internal/json.ts";
import { receiptIssues } from "./receipt-issues.ts";

/** A receipt with something that is nested so deep in it, itself counted. */
const nested = (depth: number): Record<string, unknown> => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
  return { status: "seen", value };
};

describe("a receipt cannot be taken", () => {
  it.each(["status", "requestId", "journeyId", "oaId", "appId", "sendTime", "timestamp"])(
    "where its %s is none that a database can hold",
    (name) => {
      for (const id of ["x".repeat(257), "a\u0000b", "a\nb"])
        expect(receiptIssues({ [name]: id })).toMatchObject([{ path: [name], code: "id_invalid" }]);
      for (const id of ["x".repeat(256), "", 42, null]) expect(receiptIssues({ [name]: id })).toEqual([]);
    },
  );

  it("where Zalo's own id of the message is none", () => {
    const raw = (zaloRes: unknown) => receiptIssues({ zaloRes });
    expect(raw({ data: { msg_id: "a\u0000b" } })).toMatchObject([{ path: ["zaloRes", "data", "msg_id"] }]);
    for (const odd of [null, "text", { data: null }, { data: { msg_id: "5f0c" } }]) expect(raw(odd)).toEqual([]);
  });

  it("where it is nested deeper than can be walked through", () => {
    expect(receiptIssues(nested(deepestNesting - 2))).toEqual([]);
    expect(receiptIssues(nested(deepestNesting + 2))).toMatchObject([{ path: [], code: "nested_too_deep" }]);
    expect(receiptIssues(nested(100_000))).toMatchObject([{ code: "nested_too_deep" }]);
  });
});
