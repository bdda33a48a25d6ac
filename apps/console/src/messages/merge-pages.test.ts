import type { MessagePage, StoredMessage } from "@nxzalo/client/desk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storedMessage } from "../testing/stored-message.ts";
import { mergePages, type ReadPage } from "./merge-pages.ts";

/** Pages of so many, as the gateway gives them. */
function pagesOf(messages: readonly StoredMessage[], size: number): ReadPage {
  return async (cursor): Promise<MessagePage> => {
    const start = Number(cursor ?? 0);
    const end = start + size;
    return { messages: messages.slice(start, end), nextCursor: end < messages.length ? String(end) : null };
  };
}

async function readAll(reads: readonly ReadPage[]): Promise<StoredMessage[]> {
  const pages = mergePages(reads);
  const all: StoredMessage[] = [];
  while (!pages.isEnd()) all.push(...(await pages.next()));
  return all;
}

describe("pages of several searches", () => {
  it("come as those of one: each message once, newest first", async () => {
    const times = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (lists, size) => {
        const searches = lists.map((list, search) =>
          [...list].sort((a, b) => b - a).map((time, place) => storedMessage(`${search}-${place}`, time)),
        );
        const all = await readAll(searches.map((found) => pagesOf(found, size)));
        expect(all.map(({ messageId }) => messageId).sort()).toEqual(
          searches
            .flat()
            .map((own) => own.messageId)
            .sort(),
        );
        const given = all.map(({ createdAt }) => createdAt.getTime());
        expect(given).toEqual([...given].sort((a, b) => b - a));
      }),
    );
  });

  it("lose nothing where a page fails and is asked for again", async () => {
    let isBroken = true;
    const read = pagesOf([storedMessage("a", 3), storedMessage("b", 2)], 1);
    const pages = mergePages([
      read,
      async (cursor) => {
        if (isBroken) throw new Error("away");
        return pagesOf([storedMessage("c", 1)], 1)(cursor);
      },
    ]);
    await expect(pages.next()).rejects.toThrow("away");
    isBroken = false;
    const given: string[] = [];
    while (!pages.isEnd()) given.push(...(await pages.next()).map(({ messageId }) => messageId));
    expect(given).toEqual(["a", "b", "c"]);
  });
});
