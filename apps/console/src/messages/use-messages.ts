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
  readonly error: unknown;
  readonly loadedAt: number | undefined;
  readonly loadMore: () => Promise<void>;
  readonly refresh: () => void;
}

const pageSize = 100;

/** Reads a search page by page, where it is said from a time on; `signal` ends the call that is on its way. */
export function usePages(): (filters: Filters, signal: AbortSignal, from?: Date) => MergedPages {
  const { desk } = useSession();
  return useCallback(
    (filters, signal, from) =>
      mergePages(
        toSearches(filters).map((search) => (cursor) => {
          // What was created at that time is the first of them.
          const part = from ? { ...search, createdBefore: new Date(from.getTime() + 1) } : search;
          const query = cursor === undefined ? part : { ...part, cursor };
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

/** How the list is read on. */
interface Reading {
  readonly controller: AbortController;
  /** Absent until more than the first page is asked for. */
  pages?: MergedPages;
  isBusy: boolean;
}

const createReading = (): Reading => ({ controller: new AbortController(), isBusy: false });

/** A part of a list, read anew. */
interface Part {
  /** The time of the row from which on it was read. */
  readonly from: Date;
  readonly rows: readonly StoredMessage[];
  /** Whether no older ones fit. */
  readonly isEnd: boolean;
}

/** A part of the list takes the place of what was there: what no longer fits is gone, and what has come to fit is there. */
export function refreshPart(before: readonly StoredMessage[], { from, rows, isEnd }: Part): readonly StoredMessage[] {
  const bottom = before.at(-1)?.createdAt ?? from;
  const last = isEnd ? undefined : rows.at(-1)?.createdAt;
  const fresh = new Set(rows.map(({ messageId }) => messageId));
  const kept = before.filter(
    ({ messageId, createdAt }) =>
      !fresh.has(messageId) && (createdAt > from || (last !== undefined && createdAt <= last)),
  );
  // What lies beyond the list's end is read when that is come to.
  const part = rows.filter(({ createdAt }) => createdAt >= bottom);
  return [...kept, ...part].sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
}

/** The messages that the filters fit: page by page as they are looked at, and the newest ones and those in view again and again. */
export function useMessages(filters: Filters, inView: { readonly current: StoredMessage | undefined }): MessageList {
  const key = JSON.stringify(filters);
  const pagesFor = usePages();
  const reading = useRef(createReading());
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<{ readonly of: string; readonly error: unknown }>();

  const polled = usePolled(`messages ${key}`, async (signal) => {
    const first = pagesFor(filters, signal);
    const newest = await first.next();
    const from = inView.current?.createdAt;
    const oldest = newest.at(-1)?.createdAt;
    if (!from || !oldest || from >= oldest) return { newest, isEnd: first.isEnd() };
    const seen = pagesFor(filters, signal, from);
    const part: Part = { from, rows: await seen.next(), isEnd: seen.isEnd() };
    return { newest, isEnd: first.isEnd(), part };
  });

  useEffect(() => {
    const { data } = polled;
    if (!data) return;
    setLoaded((before) => {
      // A page that is all there is takes the place of the list: what it lacks does not fit the filters any more.
      const rows = before?.of === key && !data.isEnd ? refreshRows(before.rows, data.newest) : undefined;
      const { part } = data;
      if (before && rows) return { of: key, rows: part ? refreshPart(rows, part) : rows, isEnd: before.isEnd };
      reading.current.controller.abort();
      reading.current = createReading();
      return { of: key, rows: data.newest, isEnd: data.isEnd };
    });
  }, [polled.data, key]);

  const current = loaded?.of === key ? loaded : undefined;
  const hasMore = current?.isEnd === false;
  // The same function until the filters change: a draw alone asks for nothing.
  const loadMore = useCallback(async () => {
    const own = reading.current;
    if (!hasMore || own.isBusy) return;
    own.isBusy = true;
    setFailure(undefined);
    try {
      // The first page is there already.
      const pages = own.pages ?? pagesFor(filters, own.controller.signal);
      if (!own.pages) await pages.next();
      own.pages = pages;
      const more = await pages.next();
      setLoaded((before) => {
        if (before?.of !== key || own !== reading.current) return before;
        const seen = new Set(before.rows.slice(-2 * pageSize).map(({ messageId }) => messageId));
        const rows = [...before.rows, ...more.filter(({ messageId }) => !seen.has(messageId))];
        return { of: key, rows, isEnd: pages.isEnd() };
      });
    } catch (error) {
      if (!own.controller.signal.aborted) setFailure({ of: key, error });
    }
    own.isBusy = false;
  }, [hasMore, key, pagesFor]);
  // Where the list has come to its end meanwhile, nothing is missing.
  const failed = hasMore && failure?.of === key ? failure.error : undefined;

  return {
    rows: current?.rows,
    isEnd: current?.isEnd ?? false,
    error: failed ?? (current ? undefined : polled.error),
    loadedAt: polled.loadedAt,
    loadMore,
    refresh: polled.refresh,
  };
}
