import { ErrorNote } from "../parts/error-note.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { useCursorList } from "./use-cursor-list.ts";

/** What NXCLOUD told and nothing here knows about. */
export function UnmatchedReceipts() {
  const { t, format } = useWords();
  const { journeys } = useSession();
  const { rows, hasMore, loadMore, error, refresh } = useCursorList("receipts", async (cursor, signal) => {
    const { receipts, nextCursor } = await journeys.searchReceipts({ cursor }, { signal });
    return { rows: receipts, nextCursor };
  });
  return (
    <section class="card">
      <h2>{t.account.unmatched}</h2>
      <p class="muted">{t.account.unmatchedLead}</p>
      {error !== undefined && !rows && <ErrorNote error={error} onRetry={refresh} />}
      {rows?.length === 0 && <p class="empty">{t.account.nothing}</p>}
      <ul class="plain">
        {rows?.map(({ receivedAt, reason, receipt, text }) => (
          <li key={`${receivedAt.getTime()} ${text ?? JSON.stringify(receipt)}`}>
            <details class="more">
              <summary>
                <span class="digits">{format.dateTime(receivedAt)}</span> <bdi>{reason}</bdi>
              </summary>
              <pre class="raw" dir="auto">
                {text ?? JSON.stringify(receipt, null, 2)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" class="button" onClick={loadMore}>
          {t.more}
        </button>
      )}
    </section>
  );
}
