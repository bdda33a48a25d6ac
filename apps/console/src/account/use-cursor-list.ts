import { useState } from "preact/hooks";
import { type Polled, usePolled } from "../api/use-polled.ts";

/** One page of a list, and where it goes on. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

/** A list that begins with the newest, and of which more is read when it is asked for. */
export interface CursorList<Row> extends Pick<Polled<unknown>, "error" | "loadedAt" | "refresh"> {
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

/** The pages that are shown are all asked for again, from the first on: there are few of them. */
export function useCursorList<Row>(
  key: string,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<Row>>,
): CursorList<Row> {
  const [pages, setPages] = useState(1);
  const polled = usePolled(
    key,
    async (signal): Promise<ListPage<Row>> => {
      const rows: Row[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; page < pages && cursor !== null; page += 1) {
        const found: ListPage<Row> = await read(cursor, signal);
        rows.push(...found.rows);
        cursor = found.nextCursor;
      }
      return { rows, nextCursor: cursor ?? null };
    },
    30_000,
  );
  const { data, error, loadedAt, refresh } = polled;
  const loadMore = () => {
    setPages(pages + 1);
    // After it is drawn, so that one page more is asked for.
    requestAnimationFrame(() => refresh());
  };
  return { rows: data?.rows, hasMore: data?.nextCursor != null, error, loadedAt, refresh, loadMore };
}
