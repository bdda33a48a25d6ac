import type { TokenType } from "@nxzalo/core";

const digits = (count: number) =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => String(byte % 10)).join("");

/** A number that no other test uses, and that is none of the emulator's magic ones. */
export const newPhone = (): string => `8498${digits(8)}`;

/** An order that no other test knows. */
export const newOrder = () => ({
  phone: newPhone(),
  tokenType: "token_logistics_7" as TokenType,
  reference: `Đơn ${crypto.randomUUID()} 🚚`,
});

export const newKey = (): string => `key ${crypto.randomUUID()}`;

/** What a message says; the emulator sends the ordinary receipts for it. */
export const content = { templateId: "133214", templateData: { status: "Đang giao" } };

/** One of several. */
export const anyOf = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item =>
  items[Math.floor(Math.random() * items.length)] as Item;
