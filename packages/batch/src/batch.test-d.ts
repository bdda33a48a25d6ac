import type { createProxyClient } from "@nxzalo/client";
import type { createDeskClient } from "@nxzalo/client/desk";
import type { createJourneys } from "@nxzalo/journeys";
import { expectTypeOf, test } from "vitest";
import type { BatchOptions } from "./options.ts";

test("what sends is the client's method, or the journeys', as it is", () => {
  expectTypeOf<ReturnType<typeof createProxyClient>["sendTemplate"]>().toExtend<BatchOptions["send"]>();
  expectTypeOf<ReturnType<typeof createJourneys>["send"]>().toExtend<BatchOptions["send"]>();
});

test("what checks is the desk client's method, or the journeys', as it is", () => {
  type Check = NonNullable<BatchOptions["check"]>;
  expectTypeOf<ReturnType<typeof createDeskClient>["messages"]["check"]>().toExtend<Check>();
  expectTypeOf<ReturnType<typeof createJourneys>["messages"]["check"]>().toExtend<Check>();
});
