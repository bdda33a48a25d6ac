import type { Receipt } from "@nxzalo/core";

const prefix = "nxzalo:";

/** What a message is sent with: its id, by which receipts are known. */
export const toExt = (messageId: string): string => `${prefix}${messageId}`;

/** The id in a receipt's `ext`; `undefined` where it is not one of ours. */
export const parseExt = (ext: unknown): string | undefined =>
  typeof ext === "string" && /^nxzalo:[0-9a-f-]{36}$/.test(ext) ? ext.slice(prefix.length) : undefined;

/** A receipt with the caller's own `ext` in place of ours. */
export function withExt(receipt: Receipt, ext: string | undefined): Receipt {
  const { ext: _, ...raw } = receipt.raw;
  const { ext: __, ...rest } = receipt as Receipt & { ext?: string };
  const own = ext !== undefined && { ext };
  return { ...rest, raw: { ...raw, ...own }, ...(receipt.status !== "unknown" && own) } as Receipt;
}
