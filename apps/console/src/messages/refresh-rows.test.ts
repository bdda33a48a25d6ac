import type { StoredMessage } from "@nxzalo/client/desk";
import { expect, it } from "vitest";
import { storedMessage } from "../testing/stored-message.ts";
import { refreshPart, refreshRows } from "./use-messages.ts";

const row = (messageId: string, time: number, state: StoredMessage["state"] = "sent") =>
  storedMessage(messageId, time, { state });

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

it("a part that is read anew takes the place of what was there: what no longer fits is gone, what has come to fit is there", () => {
  const before = [row("f", 6), row("e", 5), row("d", 4), row("c", 3), row("b", 2), row("a", 1)];
  const part = { from: new Date(5), rows: [row("e", 5, "delivered"), row("x", 4), row("c", 3)], isEnd: false };
  expect(refreshPart(before, part)).toEqual([
    row("f", 6),
    row("e", 5, "delivered"),
    row("x", 4),
    row("c", 3),
    row("b", 2),
    row("a", 1),
  ]);
});

it("a part that is all there is from there on ends the list, and goes no further than that", () => {
  const before = [row("f", 6), row("e", 5), row("d", 4)];
  expect(refreshPart(before, { from: new Date(5), rows: [], isEnd: true })).toEqual([row("f", 6)]);
  const beyond = { from: new Date(5), rows: [row("e", 5), row("d", 4), row("c", 3)], isEnd: true };
  expect(refreshPart(before, beyond)).toEqual(before);
});
