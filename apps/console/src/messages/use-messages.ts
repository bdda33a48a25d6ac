import type { StoredMessage } from "@nxzalo/client/desk";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { usePolled } from "../api/use-polled.ts";
import { useSession } from "../session/session.ts";
import { type Filters, toSearches } from "./filters.ts";
import { type MergedPages, mergePages } from "./merge-pages.ts";

/** The list so far, and how it goes on. */
export interface MessageList {
  readonly rows: readonly StoredMessage[] | undefined;
  readonly isEnd: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly loadedAt: number | undefined;
  readonly loadMore: () => void;
  readonly refresh: () => void;
}

const pageSize = 100;

/** Reads a search page by page; `signal` ends the call that is on its way. */
export function usePages(): (filters: Filters, signal: AbortSignal) => MergedPages {
  const { desk } = useSession();
  return useCallback(
    (filters, signal) =>
      mergePages(
        toSearches(filters).map((search) => (cursor) => {
          const query = cursor === undefined ? search : { ...search, cursor };
          return desk.messages.search({ ...query, limit: pageSize }, { signal });
        }),
      ),
    [desk],
  );
}

/**
 * The newest rows over those that are there: changed ones take the place of theirs, new ones come before. Where more came than one page
 * holds, the list begins anew.
 */
export function refreshRows(
  before: readonly StoredMessage[],
  newest: readonly StoredMessage[],
): readonly StoredMessage[] | undefined {
  const fresh = new Map(newest.map((message) => [message.messageId, message]));
  const isJoined = before.some(({ messageId }) => fresh.has(messageId));
  if (!isJoined) return before.length === 0 ? newest : undefined;
  const oldest = newest.at(-1)?.createdAt.getTime() ?? Number.POSITIVE_INFINITY;
  // What the filters no longer fit is gone from the newest page, and so from the list.
  const rest = before.filter(({ messageId, createdAt }) => !fresh.has(messageId) && createdAt.getTime() <= oldest);
  return [...newest, ...rest];
}

interface Loaded {
  readonly of: string;
  readonly rows: readonly StoredMessage[];
  readonly isEnd: boolean;
}

/** The messages that the filters fit: page by page as they are looked at, and the newest ones again and again. */
export function useMessages(filters: Filters): MessageList {
  const key = JSON.stringify(filters);
  const pagesFor = usePages();
  const pages = useRef<MergedPages>(undefined);
  const [loaded, setLoaded] = useState<Loaded>();
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const controller = useRef<AbortController>(undefined);

  const polled = usePolled(`messages ${key}`, async (signal) => {
    const first = pagesFor(filters, signal);
    return { first, newest: await first.next(), isEnd: first.isEnd() };
  });

  useEffect(() => {
    const { data } = polled;
    if (!data) return;
    setLoaded((before) => {
      const rows = before?.of === key ? refreshRows(before.rows, data.newest) : undefined;
      if (before && rows) return { of: key, rows, isEnd: before.isEnd };
      controller.current?.abort();
      controller.current = new AbortController();
      pages.current = undefined;
      return { of: key, rows: data.newest, isEnd: data.isEnd };
    });
  }, [polled.data, key]);

  const current = loaded?.of === key ? loaded : undefined;
  const loadMore = useCallback(async () => {
    if (!current || current.isEnd || isLoading) return;
    setLoading(true);
    setFailure(undefined);
    try {
      controller.current ??= new AbortController();
      const { signal } = controller.current;
      // The first page is there already.
      if (!pages.current) {
        pages.current = pagesFor(filters, signal);
        await pages.current.next();
      }
      const own = pages.current;
      const more = await own.next();
      setLoaded((before) => {
        if (before?.of !== key || own !== pages.current) return before;
        const seen = new Set(before.rows.slice(-2 * pageSize).map(({ messageId }) => messageId));
        const rows = [...before.rows, ...more.filter(({ messageId }) => !seen.has(messageId))];
        return { of: key, rows, isEnd: own.isEnd() };
      });
    } catch (error) {
      if (!controller.current?.signal.aborted) setFailure(error);
    }
    setLoading(false);
  }, [current, isLoading, key, pagesFor]);

  return {
    rows: current?.rows,
    isEnd: current?.isEnd ?? false,
    isLoading,
    error: failure ?? (current ? undefined : polled.error),
    loadedAt: polled.loadedAt,
    loadMore: () => void loadMore(),
    refresh: polled.refresh,
  };
}
