import { useCursorList } from "../api/use-cursor-list.ts";
import { ListEnd } from "../parts/list-end.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

/** What NXCLOUD told and nothing here knows about. */
export function UnmatchedReceipts() {
  const { t, format } = useWords();
  const { journeys } = useSession();
  const list = useCursorList("receipts", async (cursor, signal) => {
    const { receipts, nextCursor } = await journeys.searchReceipts({ cursor }, { signal });
    return { rows: receipts, nextCursor };
  });
  const { rows } = list;
  const names: Readonly<Record<string, string>> = t.events.reasons;
  return (
    <section class="card">
      <h2>{t.account.unmatched}</h2>
      <p class="muted">{t.account.unmatchedLead}</p>
      {rows?.length === 0 && <p class="empty">{t.account.nothing}</p>}
      <ul class="plain">
        {rows?.map(({ receivedAt, reason, receipt, text }) => (
          <li key={`${receivedAt.getTime()} ${text ?? JSON.stringify(receipt)}`}>
            <details class="more">
              <summary>
                <span class="digits">{format.dateTime(receivedAt)}</span> {names[reason] ?? reason}
              </summary>
              <pre class="raw" dir="auto">
                {text ?? JSON.stringify(receipt, null, 2)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
      <ListEnd list={list} />
    </section>
  );
}
