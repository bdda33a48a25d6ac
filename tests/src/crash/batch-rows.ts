import type { BatchMessage } from "@nxzalo/batch";

/** What a process of one batch is given. */
export interface BatchToRun {
  readonly url: string;
  readonly key: string;
  readonly rows: number;
  readonly retryForMs: number;
}

/** The same rows for every run; half of them ride on journeys. */
export function* parcelRows(count: number): Generator<BatchMessage> {
  for (let row = 0; row < count; row += 1) {
    const order = { row, phone: `0912${String(row).padStart(6, "0")}`, reference: `Đơn ${row}` };
    const content = { templateId: "133214", templateData: { message: String(row) } };
    yield row % 2 === 0 ? { ...order, ...content } : { ...order, ...content, tokenType: "token_logistics_7" };
  }
}
