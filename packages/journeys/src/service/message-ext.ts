import type { Receipt } from "@nxzalo/core";

const prefix = "nxzalo:";

/** What an attempt is sent with: its message's id and its number, by which receipts are known. */
export const toExt = (messageId: string, attempt: number): string => `${prefix}${messageId}:${attempt}`;

/** What a receipt's `ext` names; nothing where it is not one of ours. Before 0.1.0-next.4 it had no number: there was one attempt. */
export function parseExt(ext: unknown): { readonly messageId: string; readonly attempt: number } | undefined {
  const [, messageId, attempt = "1"] = /^nxzalo:([0-9a-f-]{36})(?::([1-9]\d{0,8}))?$/.exec(String(ext)) ?? [];
  return messageId === undefined || typeof ext !== "string" ? undefined : { messageId, attempt: Number(attempt) };
}

/** A receipt with the caller's own `ext` in place of ours. */
export function withExt(receipt: Receipt, ext: string | undefined): Receipt {
  const { ext: _, ...raw } = receipt.raw;
  const { ext: __, ...rest } = receipt as Receipt & { ext?: string };
  const own = ext !== undefined && { ext };
  return { ...rest, raw: { ...raw, ...own }, ...(receipt.status !== "unknown" && own) } as Receipt;
}
