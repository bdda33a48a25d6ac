import type { Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { usePolled } from "../api/use-polled.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { Page } from "../parts/page.tsx";
import { TableScroll } from "../parts/table-scroll.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { TestDialog } from "./test-dialog.tsx";

function Variables({ variables }: Required<Pick<Template, "variables">>) {
  const { t } = useWords();
  return (
    <TableScroll label={t.templates.variables}>
      <table class="table">
        <caption class="hidden">{t.templates.variables}</caption>
        <thead>
          <tr>
            <th scope="col">{t.templates.variable}</th>
            <th scope="col">{t.templates.type}</th>
            <th scope="col" class="number">
              {t.templates.limit}
            </th>
            <th scope="col">{t.templates.required}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(variables ?? {}).map(([name, { type, maxLength, required, secret }]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {secret && <span class="tag">{t.templates.secret}</span>}
              </th>
              <td>{t.templates.types[type]}</td>
              <td class="number">{maxLength ?? t.none}</td>
              <td>{required === false ? t.templates.no : t.templates.yes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function TemplateCard({ template }: { readonly template: Template }) {
  const { t, format } = useWords();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { id, name, tag, language, variables, price } = template;
  return (
    <li class="card">
      <div class="card-head">
        <div>
          <h2 dir="auto">{name ?? id}</h2>
          <p class="muted">
            <code>{id}</code>
            {tag && ` · ${t.templates.tag[tag]}`}
            {language && ` · ${language}`}
            {price && ` · ${format.money(price)}`}
          </p>
        </div>
        {may("send") && (
          <button type="button" class="button" onClick={() => setOpen(true)}>
            {t.templates.test}
          </button>
        )}
      </div>
      {variables && <Variables variables={variables} />}
      {isOpen && <TestDialog template={template} onClose={() => setOpen(false)} />}
    </li>
  );
}

/** The approved templates. */
export function Templates() {
  const { t } = useWords();
  const { desk } = useSession();
  const { data, error, refresh } = usePolled("templates page", (signal) => desk.templates({ signal }), 300_000);
  return (
    <Page title={t.templates.title}>
      {error !== undefined && !data && <ErrorNote error={error} onRetry={refresh} />}
      {data?.templates.length === 0 && <p class="empty">{t.templates.nothing}</p>}
      <ul class="cards">
        {data?.templates.map((template) => (
          <TemplateCard key={template.id} template={template} />
        ))}
      </ul>
    </Page>
  );
}
