import { expectTypeOf, test } from "vitest";
import type { BatchInput, BatchMessage, RefusedRow } from "./types.ts";

test("a batch takes messages, and rows of which none can be made", () => {
  expectTypeOf<BatchMessage>().toExtend<BatchInput>();
  expectTypeOf<RefusedRow>().toExtend<BatchInput>();
  expectTypeOf<{ row: number; phone: string }>().not.toExtend<BatchInput>();
});
