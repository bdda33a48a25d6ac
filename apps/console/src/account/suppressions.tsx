import type { SuppressionView, Template } from "@nxzalo/client/desk";
import { useState } from "preact/hooks";
import { useCursorList } from "../api/use-cursor-list.ts";
import { templateName, useTemplates } from "../api/use-templates.ts";
import { formatPhone } from "../format.ts";
import { closeOnly } from "../parts/dialog.tsx";
import { ListEnd } from "../parts/list-end.tsx";
import { explainCode } from "../reasons.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Texts } from "../texts/vi.ts";
import { LiftDialog } from "./lift-dialog.tsx";
import { SuppressDialog } from "./suppress-dialog.tsx";

/** Which messages a scope such as `tag:3` or `template:133214` stands for, in words. */
function tellScope(
  scope: string,
  { suppressions, templates: { tag } }: Texts,
  templates: readonly Template[] | undefined,
) {
  const [kind, ...rest] = scope.split(":");
  const what = rest.join(":");
  if (kind === "tag") return suppressions.ofTag(tag[Number(what) as keyof typeof tag] ?? what);
  return kind === "template" ? suppressions.ofTemplate(templateName(templates, what)) : suppressions.all;
}

interface RowProps {
  readonly suppression: SuppressionView;
  readonly templates: readonly Template[] | undefined;
  /** Absent for who may not lift it. */
  readonly onLift: (() => void) | undefined;
}

function Row({ suppression, templates, onLift }: RowProps) {
  const { t, format, language } = useWords();
  const { phone, scope, source, createdAt, expiresAt, zaloError, reason, caller } = suppression;
  const why = reason ?? (zaloError === undefined ? "" : explainCode(zaloError, language).meaning);
  return (
    <li class="row-between row-line">
      <div>
        <p>
          <strong class="digits">{phone === null ? t.suppressions.forgotten : formatPhone(phone)}</strong>{" "}
          <span class="tag" dir="auto">
            {tellScope(scope, t, templates)}
          </span>
        </p>
        <p dir="auto">
          {t.suppressions.sources[source] ?? source}
          {why !== "" && `: ${why}`}
        </p>
        <p class="muted">
          {t.suppressions.since(format.dateTime(createdAt))}
          {caller !== undefined && (
            <>
              {" · "}
              <bdi>{caller}</bdi>
            </>
          )}
          {" · "}
          {expiresAt ? t.suppressions.until(format.dateTime(expiresAt)) : t.suppressions.untilLifted}
        </p>
      </div>
      {onLift && (
        <button type="button" class="button" onClick={onLift}>
          {t.suppressions.lift}
        </button>
      )}
    </li>
  );
}

/** Who is not written to, and why; a lead adds to it, and lifts. */
export function Suppressions() {
  const { t } = useWords();
  const { desk, may } = useSession();
  const templates = useTemplates();
  const [isAdding, setAdding] = useState(false);
  const [lifted, setLifted] = useState<SuppressionView>();
  const list = useCursorList("suppressions", async (cursor, signal) => {
    const { suppressions, nextCursor } = await desk.suppressions.search({ cursor }, { signal });
    return { rows: suppressions, nextCursor };
  });
  const { rows, refresh } = list;
  const finishLifting = () => {
    setLifted(closeOnly(lifted));
    refresh();
  };
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t.suppressions.title}</h2>
        {may("admin") && (
          <button type="button" class="button" onClick={() => setAdding(true)}>
            {t.suppressions.add}
          </button>
        )}
      </div>
      <p class="muted">{t.suppressions.lead}</p>
      {rows?.length === 0 && <p class="empty">{t.suppressions.nobody}</p>}
      <ul class="plain">
        {rows?.map((suppression) => (
          <Row
            key={suppression.suppressionId}
            suppression={suppression}
            templates={templates}
            onLift={may("admin") ? () => setLifted(suppression) : undefined}
          />
        ))}
      </ul>
      <ListEnd list={list} />
      {isAdding && <SuppressDialog templates={templates ?? []} onDone={refresh} onClose={() => setAdding(false)} />}
      {lifted && <LiftDialog suppression={lifted} onDone={finishLifting} onClose={() => setLifted(undefined)} />}
    </section>
  );
}
