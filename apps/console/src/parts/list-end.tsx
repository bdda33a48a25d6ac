import type { CursorList } from "../api/use-cursor-list.ts";
import { useWords } from "../texts/use-words.ts";
import { ErrorNote } from "./error-note.tsx";

/** The end of what is shown of a list: how it goes on, or why it does not. */
export function ListEnd({ list }: { readonly list: CursorList<unknown> }) {
  const { t } = useWords();
  const { rows, hasMore, isMoreAsked, loadMore, error, refresh } = list;
  if (error !== undefined && (!rows || isMoreAsked)) return <ErrorNote error={error} onRetry={refresh} />;
  if (!rows) return <p class="muted">{t.loading}</p>;
  if (!hasMore) return null;
  return (
    <button type="button" class="button" aria-disabled={isMoreAsked} onClick={loadMore}>
      {isMoreAsked ? t.loading : t.more}
    </button>
  );
}
