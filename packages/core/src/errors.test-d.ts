import { expectTypeOf, it } from "vitest";
import {
  type ErrorCode,
  InputError,
  type Issue,
  isNxZaloError,
  NxZaloError,
  type Outcome,
  type ProxyError,
  type ProxyErrorCode,
  UpstreamError,
  type UpstreamErrorCode,
} from "./errors.ts";

declare const caught: unknown;

it("tells the classes apart by kind", () => {
  if (!isNxZaloError(caught)) return expectTypeOf(caught).toBeUnknown();
  expectTypeOf(caught.outcome).toEqualTypeOf<Outcome>();
  expectTypeOf(caught).toExtend<NxZaloError>();
  switch (caught.kind) {
    case "upstream":
      expectTypeOf(caught).toEqualTypeOf<UpstreamError>();
      return expectTypeOf(caught.upstreamCode).toBeNumber();
    case "input":
    case "config":
      return expectTypeOf(caught.issues).toEqualTypeOf<readonly Issue[]>();
    case "proxy":
      return expectTypeOf(caught).toEqualTypeOf<ProxyError>();
    case "transport":
    case "response":
      return expectTypeOf(caught.upstreamCode).toEqualTypeOf<number | undefined>();
    default:
      return expectTypeOf(caught).toBeNever();
  }
});

it("has a fixed set of codes", () => {
  expectTypeOf<UpstreamErrorCode | ProxyErrorCode>().toExtend<ErrorCode>();
  expectTypeOf<"response_invalid">().toExtend<ErrorCode>();
  // @ts-expect-error an input error has one code
  new InputError("message", { code: "timeout", outcome: "not_sent" });
  // @ts-expect-error what is known about the effect must be said
  new UpstreamError("message", { code: "clock_skew" });
});

it("is read, not written", () => {
  const error = new NxZaloError("config", "message", { code: "config_invalid", outcome: "not_sent" });
  // @ts-expect-error readonly
  error.outcome = "rejected";
});
