// No module of Node's: the chaos runs in workerd import this too.

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is right, or the time is over; gives the last answer. No timer runs while it asks. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isRight: (answer: T) => boolean,
  withinMs: number,
): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  let answer = await ask();
  while (!isRight(answer) && Date.now() < giveUpAt) {
    await delay(50);
    answer = await ask();
  }
  return answer;
}

/** Works through a list, `atOnce` items at a time; gives the results in the order in which they came. */
export async function runConcurrently<Item, Result>(
  list: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = list.values();
  const takeFromQueue = async () => {
    for (const item of queue) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, takeFromQueue));
  return results;
}
