import { setImmediate } from "node:timers";

/** What came of one piece of work. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** So many share a transaction: other processes that write, and what else this one has to do, have their turn in between. */
const most = 64;

/**
 * Work that comes in one turn of the event loop is committed together: to make a transaction durable costs more than what is done in it.
 * `commit` tells of each piece what came of it; where it rejects, that came of all.
 */
export function createWriteGroups(commit: (works: readonly (() => unknown)[]) => Promise<readonly Outcome[]>) {
  const waiting: Waiting[] = [];
  const running = new Set<Promise<void>>();
  let isScheduled = false;

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(({ work }) => work));
      for (const [index, outcome] of outcomes.entries()) {
        if ("value" in outcome) group[index]?.resolve(outcome.value);
        else group[index]?.reject(outcome.error);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  function commitNext(): void {
    if (waiting.length === 0) return;
    const committing = commitGroup(waiting.splice(0, most)).finally(() => running.delete(committing));
    running.add(committing);
  }

  function schedule(): void {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      commitNext();
      schedule();
    });
  }

  return {
    add<T>(work: () => T): Promise<T> {
      const written = new Promise<unknown>((resolve, reject) => waiting.push({ work, resolve, reject }));
      schedule();
      return written as Promise<T>;
    },
    /** Commits what waits, at once; resolves when all that was added has come to its end. */
    async flush(): Promise<void> {
      while (waiting.length > 0 || running.size > 0) {
        while (waiting.length > 0) commitNext();
        await Promise.all(running);
      }
    },
  };
}
