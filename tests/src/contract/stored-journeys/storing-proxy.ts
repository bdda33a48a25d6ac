import type { TokenType } from "@nxzalo/core";
import type { Roles } from "../../servers/provided.ts";
import type { ProxiedSubject } from "../subject.ts";

/** A proxy that stores journeys, and its callers. */
export interface StoringProxy {
  readonly subject: ProxiedSubject;
  readonly roles: Roles;
  /** Of callers who send and see tokens. */
  readonly keys: readonly string[];
  readonly receiptKey: string;
  /** Whether the emulator's receipts find their way to it. */
  readonly hasReceipts: boolean;
}

/** One of several. */
const anyOf = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item =>
  items[Math.floor(Math.random() * items.length)] as Item;

/** The client of one caller who sends. Idempotency keys are each caller's own: keep it to repeat a call. */
export const createSender = ({ subject, keys }: StoringProxy) => subject.as(anyOf(keys)).client;

/** The client of one caller who looks up and deletes. */
export const createDesk = ({ subject, roles }: StoringProxy) => subject.as(anyOf(roles.desks)).journeys;

const digits = (count: number) =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => String(byte % 10)).join("");

/** A number that no other test uses, and that is none of the emulator's magic ones. */
export const newPhone = (): string => `8498${digits(7)}`;

/** An order that no other test knows. */
export const newOrder = () => ({
  phone: newPhone(),
  tokenType: "token_logistics_7" as TokenType,
  reference: `Đơn ${crypto.randomUUID()} 🚚`,
});

export const newKey = (): string => `key ${crypto.randomUUID()}`;

/** What a message says; the emulator sends the ordinary receipts for it. */
export const content = { templateId: "133214", templateData: { status: "Đang giao" } };
