import type { MessagePage, StoredMessage } from "@nxzalo/client/desk";

/** Asks for the page of a cursor; the first one without. */
export type ReadPage = (cursor: string | undefined) => Promise<MessagePage>;

/** Pages of several searches as those of one, newest first. */
export interface MergedPages {
  /** The next messages: at least one, or none at the end. */
  next(): Promise<readonly StoredMessage[]>;
  /** Whether all has been given. */
  isEnd(): boolean;
}

interface Source {
  readonly read: ReadPage;
  readonly waiting: StoredMessage[];
  cursor: string | undefined;
  isRead: boolean;
}

const timeOf = ({ createdAt }: StoredMessage) => createdAt.getTime();

/** Reads the next page where nothing waits. */
async function fill(source: Source): Promise<void> {
  if (source.isRead || source.waiting.length > 0) return;
  const { messages, nextCursor } = await source.read(source.cursor);
  source.waiting.push(...messages);
  source.cursor = nextCursor ?? undefined;
  source.isRead = nextCursor === null;
}

/**
 * Merges searches that have no message in common. Only what no page that is still to come can precede is given, so the order holds across
 * all of them. A call that fails may be made again.
 */
export function mergePages(reads: readonly ReadPage[]): MergedPages {
  const sources = reads.map((read): Source => ({ read, waiting: [], cursor: undefined, isRead: false }));
  const isEnd = () => sources.every(({ isRead, waiting }) => isRead && waiting.length === 0);
  return {
    isEnd,
    next: async () => {
      while (!isEnd()) {
        await Promise.all(sources.map(fill));
        const limits = sources.filter(({ isRead }) => !isRead).map(({ waiting }) => waiting.at(-1));
        const oldest = Math.max(...limits.map((last) => (last ? timeOf(last) : Number.NEGATIVE_INFINITY)));
        const given = sources.flatMap(({ waiting }) => {
          const count = waiting.findIndex((message) => timeOf(message) < oldest);
          return waiting.splice(0, count < 0 ? waiting.length : count);
        });
        if (given.length > 0) return given.sort((one, other) => timeOf(other) - timeOf(one));
      }
      return [];
    },
  };
}
