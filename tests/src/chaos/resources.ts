import { setTimeout as delay } from "node:timers/promises";

/** What keeps the process busy now, counted by kind: sockets, servers, timers. */
export function countResources(): Readonly<Record<string, number>> {
  const groups = Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind);
  return Object.fromEntries([...groups].map(([kind, list]) => [kind, list.length]));
}

/** Asks until the answer is right, or the time is over; gives the last answer. No timer of its own runs while it asks. */
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

/** Kinds of which there are more than before. */
export function grown(before: Readonly<Record<string, number>>): string[] {
  return Object.entries(countResources()).flatMap(([kind, count]) =>
    count > (before[kind] ?? 0) ? [`${kind}: ${before[kind] ?? 0} -> ${count}`] : [],
  );
}
