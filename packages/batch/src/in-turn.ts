/** Where a way to take items one at a time names the way to take them by lists. */
const lists: unique symbol = Symbol("lists");

/** Items that come by lists: a turn of the event loop for each of them costs more than what is done with it. */
export type Lists<Item> = AsyncIterable<Iterable<Item>>;

/** Items that are taken one at a time, or by what knows of it by their lists. A copy with another way to take them has no lists. */
interface Listed<Item> extends AsyncIterable<Item> {
  readonly [Symbol.asyncIterator]: (() => AsyncIterableIterator<Item, void>) & { readonly [lists]: () => Lists<Item> };
}

/** The items of lists, one after the other. A generator would take three turns of the event loop for each; this takes one. */
export function inTurn<Item>(source: Lists<Item>): AsyncIterableIterator<Item, void> {
  const left = source[Symbol.asyncIterator]();
  let list: Iterator<Item> | undefined;
  async function nextList(): Promise<IteratorResult<Item, void>> {
    for (;;) {
      const next = await left.next();
      if (next.done) return { done: true, value: undefined };
      list = next.value[Symbol.iterator]();
      const first = list.next();
      if (!first.done) return first;
    }
  }
  async function close(): Promise<IteratorResult<Item, void>> {
    list?.return?.();
    await left.return?.();
    return { done: true, value: undefined };
  }
  async function fail(error: unknown): Promise<never> {
    await close();
    throw error;
  }
  return {
    next() {
      try {
        const next = list?.next();
        return next && !next.done ? Promise.resolve(next) : nextList().catch(fail);
      } catch (error) {
        return fail(error);
      }
    },
    return: close,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Lists that can be read anew each time, to be taken either way. */
export const listed = <Item>(read: () => Lists<Item>): Listed<Item> => ({
  [Symbol.asyncIterator]: Object.assign(() => inTurn(read()), { [lists]: read }),
});

/** The lists of items; those that come one at a time are lists of one. */
export async function* listsOf<Item>(
  items: Listed<Item> | AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<Iterable<Item>, void> {
  if (!(Symbol.asyncIterator in items)) return yield items;
  const take = items[Symbol.asyncIterator];
  if (lists in take) yield* take[lists]();
  else for await (const item of items) yield [item];
}

function* mapList<Item, Made>(items: Iterable<Item>, make: (item: Item) => Made): Generator<Made, void> {
  for (const item of items) yield make(item);
}

/** What is made of each item, when it is taken. */
export async function* mapLists<Item, Made>(
  items: Lists<Item>,
  make: (item: Item) => Made,
): AsyncGenerator<Iterable<Made>, void> {
  for await (const list of items) yield mapList(list, make);
}
