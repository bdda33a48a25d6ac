import type { StoredMessage } from "@nxzalo/client/desk";
import { expect, it } from "vitest";
import { storedMessage } from "../testing/stored-message.ts";
import { groupParcels } from "./parcels.ts";

const message = (messageId: string, second: number, changes: Partial<StoredMessage> = {}) =>
  storedMessage(messageId, second * 1_000, { reference: "Đơn 42", ...changes });

const bare = (messageId: string, second: number): StoredMessage => {
  const { reference: _, ...rest } = message(messageId, second);
  return rest;
};

it("messages of one order to one phone are a parcel, its newest message first", () => {
  const parcels = groupParcels([message("a", 1), message("b", 3), message("c", 2, { phone: "84*****4321" })]);
  expect(parcels.map(({ messages }) => messages.map(({ messageId }) => messageId))).toEqual([["b", "a"], ["c"]]);
  expect(parcels[0]?.latest.messageId).toBe("b");
});

it("what two searches have found is there once", () => {
  expect(groupParcels([message("a", 1), message("a", 1)])[0]?.messages).toHaveLength(1);
});

it("messages without an order stay by themselves", () => {
  expect(groupParcels([bare("a", 1), bare("b", 2)]).map(({ key }) => key)).toEqual(["b", "a"]);
});
