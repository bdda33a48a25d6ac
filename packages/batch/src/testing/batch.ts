import { createNxZalo } from "@nxzalo/core";
import { createJourneys } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox } from "@nxzalo/sandbox";
import { type Batch, createBatch } from "../batch.ts";
import type { BatchOptions } from "../options.ts";
import type { Rows } from "../run.ts";
import type { BatchInput, BatchMessage, BatchResult } from "../types.ts";

const message = { templateId: "133214", templateData: { status: "Đang giao" } };

/** Row number `row` of a file of parcels. */
export const parcel = (row: number, more: Partial<BatchMessage> = {}): BatchMessage => ({
  row,
  phone: `09${String(10_000_000 + row)}`,
  tokenType: "token_logistics_7",
  reference: `Đơn ${row}`,
  ...message,
  ...more,
});

export const parcels = (count: number): BatchMessage[] =>
  Array.from({ length: count }, (_, index) => parcel(index + 2));

/** A batch over journeys, which send to the emulator. */
export function createTestBatch(options: Partial<BatchOptions> = {}) {
  const sandbox = createSandbox();
  const { credentials, appKey, fetch } = sandbox;
  const client = createNxZalo({ credentials, appKey, fetch, retry: false });
  const journeys = createJourneys({ client, store: createMemoryStore(), appKey });
  return {
    sandbox,
    journeys,
    batch: createBatch({ send: journeys.send, ...options }),
    /** The messages that the emulator took, by their phones. */
    sent: () =>
      sandbox.calls
        .filter(({ path, code }) => path.endsWith("/mt") && code === 0)
        .map(({ body }) => (JSON.parse(body) as { readonly phone: string }).phone),
  };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** All results of a run, with its summary. */
export async function runAll(batch: Batch, rows: Rows, options: Parameters<Batch["run"]>[1] = {}) {
  const run = batch.run(rows, options);
  const results: BatchResult[] = await collect(run);
  return { results, summary: run.summary };
}

/** Rows of which it is known how many were read. */
export function countedRows(rows: readonly BatchInput[]) {
  const state = { read: 0 };
  function* read() {
    for (const row of rows) {
      state.read += 1;
      yield row;
    }
  }
  return { rows: read(), state };
}
