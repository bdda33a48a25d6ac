import type { StoredMessage } from "@nxzalo/client/desk";
import { expect, it } from "vitest";
import { refreshRows } from "./use-messages.ts";

const row = (messageId: string, time: number, state: StoredMessage["state"] = "sent"): StoredMessage => ({
  messageId,
  state,
  phone: null,
  templateId: "133214",
  app: null,
  caller: null,
  labels: {},
  createdAt: new Date(time),
  requestId: null,
});

it("new rows come before, and changed ones take the place of theirs", () => {
  const before = [row("b", 2), row("a", 1)];
  const after = [row("c", 3), row("b", 2, "delivered")];
  expect(refreshRows(before, after)).toEqual([row("c", 3), row("b", 2, "delivered"), row("a", 1)]);
});

it("a row that the filters no longer fit is gone", () => {
  expect(refreshRows([row("c", 3), row("b", 2), row("a", 1)], [row("c", 3), row("a", 1)])).toEqual([
    row("c", 3),
    row("a", 1),
  ]);
});

it("where more came than a page holds, the list begins anew", () => {
  expect(refreshRows([row("a", 1)], [row("z", 9), row("y", 8)])).toBeUndefined();
  expect(refreshRows([], [row("z", 9)])).toEqual([row("z", 9)]);
});
