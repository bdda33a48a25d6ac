/**
 * Items that come some at a time, one after the other, and what is made of each when it is taken. A generator would take three turns of the
 * event loop for each; this takes one.
 */
export function inTurn<Item, Made = Item>(
  lists: AsyncIterable<readonly Item[]>,
  make: (item: Item) => Made,
): AsyncIterableIterator<Made, void> {
  const source = lists[Symbol.asyncIterator]();
  let list: readonly Item[] = [];
  let at = 0;
  async function nextList(): Promise<IteratorResult<Made, void>> {
    for (;;) {
      const next = await source.next();
      if (next.done) return { done: true, value: undefined };
      if (next.value.length === 0) continue;
      list = next.value;
      at = 1;
      return { done: false, value: make(list[0] as Item) };
    }
  }
  return {
    next() {
      if (at >= list.length) return nextList();
      const item = list[at] as Item;
      at += 1;
      return Promise.resolve({ done: false, value: make(item) });
    },
    async return() {
      list = [];
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What is made of each item, without a generator's turns. */
export function mapEach<Item, Made>(
  items: AsyncIterable<Item>,
  make: (item: Item) => Made,
): AsyncIterableIterator<Made, void> {
  const source = items[Symbol.asyncIterator]();
  return {
    async next() {
      const { done, value } = await source.next();
      return done ? { done: true, value: undefined } : { done: false, value: make(value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
