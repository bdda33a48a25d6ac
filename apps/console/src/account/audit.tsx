import { useCursorList } from "../api/use-cursor-list.ts";
import { ListEnd } from "../parts/list-end.tsx";
import { TableScroll } from "../parts/table-scroll.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { describeAudit } from "./audit-details.ts";

/** Who did what to customers' data, newest first. */
export function Audit() {
  const words = useWords();
  const { t, format } = words;
  const { desk } = useSession();
  // A newer gateway may know more of them.
  const names: Readonly<Record<string, string>> = t.account.actions;
  const list = useCursorList("audit", async (cursor, signal) => {
    const { entries, nextCursor } = await desk.audit.search({ cursor }, { signal });
    return { rows: entries, nextCursor };
  });
  const { rows } = list;
  return (
    <section class="card">
      <h2>{t.account.audit}</h2>
      <p class="muted">{t.account.auditLead}</p>
      {rows?.length === 0 && <p class="empty">{t.account.nothing}</p>}
      {rows && rows.length > 0 && (
        <TableScroll label={t.account.audit}>
          <table class="table">
            <caption class="hidden">{t.account.audit}</caption>
            <thead>
              <tr>
                <th scope="col">{t.messages.time}</th>
                <th scope="col">{t.account.who}</th>
                <th scope="col">{t.account.what}</th>
                <th scope="col">{t.account.subject}</th>
                <th scope="col">{t.account.details.title}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <tr key={entry.auditId}>
                  <td class="digits">{format.dateTime(entry.recordedAt)}</td>
                  <td>
                    <bdi>{entry.caller ?? t.none}</bdi>
                  </td>
                  <td>{names[entry.action] ?? entry.action}</td>
                  <td class="code-cell">{entry.subject ?? t.none}</td>
                  <td>
                    {describeAudit(entry, words).map((line) => (
                      <div key={line} dir="auto">
                        {line}
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <ListEnd list={list} />
    </section>
  );
}
