import { ProxyError } from "@nxzalo/core/errors";
import { expect, it } from "vitest";
import { loggableFault } from "./index.ts";

it("tells what one of ours says of itself, and its cause in masked words", () => {
  const cause = Object.assign(new Error("SQLITE_FULL while writing 84912345678"), { name: "StoreFailure" });
  const error = new ProxyError("not now", { code: "unavailable", outcome: "not_sent", cause });
  expect(loggableFault(error)).toEqual({
    ...error.toJSON(),
    cause: "StoreFailure: SQLITE_FULL while writing 84*****5678",
  });
  const bare = new ProxyError("not now", { code: "unavailable", outcome: "not_sent" });
  expect(loggableFault(bare)).toEqual(bare.toJSON());
});

it("tells of others no more than their name", () => {
  expect(loggableFault(new TypeError("secret"))).toEqual({ name: "TypeError" });
  expect(loggableFault("secret")).toEqual({ name: "not an Error" });
});
