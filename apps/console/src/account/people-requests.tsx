import type { PersonRequest } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useCursorList } from "../api/use-cursor-list.ts";
import { formatPhone } from "../format.ts";
import { closeOnly } from "../parts/dialog.tsx";
import { ListEnd } from "../parts/list-end.tsx";
import { useSession } from "../session/session.ts";
import { Forget } from "../story/forget-dialog.tsx";
import { useWords } from "../texts/use-words.ts";
import { PersonDialog, type PersonWish } from "./person-dialog.tsx";

function Row({ request }: { readonly request: PersonRequest }) {
  const { t, format } = useWords();
  const { kind, phone, caller, askedAt, doneAt, openForMs, counts } = request;
  const names: Readonly<Record<string, string>> = t.people.counts;
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <li class="row-line row-padded">
      <p>
        <strong>{t.people.kinds[kind] ?? kind}</strong>{" "}
        <span class="digits">{phone === null ? t.suppressions.forgotten : formatPhone(phone)}</span>
      </p>
      {told.length > 0 && (
        <p>{told.map(([name, count]) => `${names[name] ?? name}: ${format.number(count)}`).join(" · ")}</p>
      )}
      <p class="muted">
        {t.people.asked(format.dateTime(askedAt))}
        {caller !== undefined && (
          <>
            {" · "}
            <bdi>{caller}</bdi>
          </>
        )}
        {" · "}
        {doneAt ? t.people.done(format.dateTime(doneAt)) : t.people.open(format.span(openForMs ?? 0))}
      </p>
    </li>
  );
}

/** What people have asked for about their data, and how long it has been open; a person with the scope does it here. */
export function PeopleRequests() {
  const { t } = useWords();
  const { desk, may } = useSession();
  const [wish, setWish] = useState<PersonWish>();
  const list = useCursorList("people", async (cursor, signal) => {
    const { requests, nextCursor } = await desk.people.searchRequests({ cursor }, { signal });
    return { rows: requests, nextCursor };
  });
  const { rows, refresh } = list;
  return (
    <section class="card">
      <h2>{t.people.title}</h2>
      <p class="muted">{t.people.lead}</p>
      <div class="actions">
        {may("people") && (
          <button type="button" class="button" onClick={() => setWish("export")}>
            {t.people.export.open}
          </button>
        )}
        {may("admin") && (
          <button type="button" class="button" onClick={() => setWish("restrict")}>
            {t.people.restrict.open}
          </button>
        )}
        {may("admin") && <Forget text={t.forget.openAny} onChange={refresh} />}
      </div>
      {rows?.length === 0 && <p class="empty">{t.account.nothing}</p>}
      <ul class="plain">
        {rows?.map((request) => (
          <Row key={request.personRequestId} request={request} />
        ))}
      </ul>
      <ListEnd list={list} />
      {wish && (
        <PersonDialog
          wish={wish}
          onDone={() => {
            setWish(closeOnly(wish));
            refresh();
          }}
          onClose={() => setWish(undefined)}
        />
      )}
    </section>
  );
}
