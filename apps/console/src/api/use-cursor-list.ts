import { useEffect, useState } from "preact/hooks";
import { type Polled, usePolled } from "./use-polled.ts";

/** One page of a list, and where it goes on. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** A list that begins with the newest, and of which more is read when it is asked for. */
export interface CursorList<Row> extends Pick<Polled<unknown>, "error" | "loadedAt" | "refresh"> {
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  /** Whether more was asked for, and is not there yet. */
  readonly isMoreAsked: boolean;
  readonly loadMore: () => void;
}

/** The pages that are shown are all asked for again, from the first on: there are few of them. */
export function useCursorList<Row>(
  key: string,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<Row>>,
): CursorList<Row> {
  const [wanted, setWanted] = useState({ of: key, pages: 1 });
  const pages = wanted.of === key ? wanted.pages : 1;
  const { data, error, loadedAt, refresh } = usePolled(
    key,
    async (signal) => {
      const rows: Row[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; page < pages && cursor !== null; page += 1) {
        const found: ListPage<Row> = await read(cursor, signal);
        rows.push(...found.rows);
        cursor = found.nextCursor;
      }
      return { rows, nextCursor: cursor ?? null, pages };
    },
    30_000,
  );
  const hasMore = data?.nextCursor != null;
  const isMoreAsked = hasMore && data.pages < pages;
  // Once it is drawn, so that one page more is asked for.
  useEffect(() => {
    if (pages > 1) refresh();
  }, [pages, refresh]);
  const loadMore = () => {
    if (!isMoreAsked) setWanted({ of: key, pages: pages + 1 });
  };
  return { rows: data?.rows, hasMore, isMoreAsked, error, loadedAt, refresh, loadMore };
}
