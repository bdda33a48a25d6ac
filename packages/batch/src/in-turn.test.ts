import { expect, it } from "vitest";
import { inTurn, listed, listsOf, mapLists } from "./in-turn.ts";

/** Lists of numbers, and which of them were closed. */
function createLists(lists: readonly (readonly number[])[]) {
  const closed: string[] = [];
  function* numbers(list: readonly number[], index: number) {
    try {
      yield* list;
    } finally {
      closed.push(`list ${index}`);
    }
  }
  async function* read() {
    try {
      for (const [index, list] of lists.entries()) yield numbers(list, index);
    } finally {
      closed.push("lists");
    }
  }
  return { closed, read };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

it("gives the items of all lists in their order, also where some are empty", async () => {
  const { closed, read } = createLists([[], [1, 2], [], [3], []]);
  expect(await collect(inTurn(read()))).toEqual([1, 2, 3]);
  expect(closed).toEqual(["list 0", "list 1", "list 2", "list 3", "list 4", "lists"]);
});

it("closes what it was taking from where no more is taken", async () => {
  const { closed, read } = createLists([[1, 2, 3], [4]]);
  for await (const item of inTurn(mapLists(read(), (one) => one * 2))) if (item === 4) break;
  expect(closed).toEqual(["list 0", "lists"]);
});

it.each([1, 2, 4])("closes it where making the item of %i throws, and rejects", async (wrong) => {
  const { closed, read } = createLists([[1, 2, 3], [4]]);
  const made = mapLists(read(), (one) => {
    if (one === wrong) throw new Error(`no ${one}`);
    return one;
  });
  await expect(collect(inTurn(made))).rejects.toThrow(`no ${wrong}`);
  expect(closed.at(-1)).toBe("lists");
});

it("takes lists as they come, a list or a generator as one, and what comes one at a time as lists of one", async () => {
  const { read } = createLists([[1, 2], [3]]);
  const known = listed(read);
  const sizes = async (items: Parameters<typeof listsOf<number>>[0]) =>
    (await collect(listsOf(items))).map((list) => [...list]);
  expect(await sizes(known)).toEqual([[1, 2], [3]]);
  expect(await collect(known)).toEqual([1, 2, 3]);
  expect(await sizes([1, 2, 3])).toEqual([[1, 2, 3]]);
  expect(await sizes(inTurn(read()))).toEqual([[1], [2], [3]]);
});

it("takes no lists around another way to take the items of a copy", async () => {
  const { read } = createLists([[1, 2], [3]]);
  const all = listed(read);
  const odd = {
    ...all,
    async *[Symbol.asyncIterator]() {
      for await (const item of all) if (item % 2 === 1) yield item;
    },
  };
  expect((await collect(listsOf(odd))).map((list) => [...list])).toEqual([[1], [3]]);
});
