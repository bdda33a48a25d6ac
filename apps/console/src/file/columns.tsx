import type { Template } from "@nxzalo/client/desk";
import { AppField } from "../parts/app-field.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { useWords } from "../texts/use-words.ts";
import { type ColumnUse, guessUses, type OpenFile } from "./plan.ts";

export interface ColumnsProps {
  readonly file: OpenFile;
  readonly templates: readonly Template[];
  readonly onFile: (file: OpenFile) => void;
}

const fields = ["phone", "reference", "countryCode", "sendAt", "notAfter", "topic"] as const;
const tokenTypes = ["token_logistics_7", "token_logistics_30", "token_coach_bus_7", "token_coach_bus_30"] as const;

/** Which template it is, and what each column is of it. */
export function Columns({ file, templates, onFile }: ColumnsProps) {
  const { t } = useWords();
  const { uses, templateId, tokenType, preview } = file;
  const template = templates.find(({ id }) => id === templateId);
  const variables = Object.keys(template?.variables ?? {});
  const choose = (id: string) => {
    const chosen = templates.find((own) => own.id === id);
    onFile({ ...file, templateId: id, uses: guessUses(preview, chosen) });
  };
  const optionsFor = (heading: string): readonly (readonly [string, string])[] => [
    ["", t.file.unused],
    ...fields.map((field) => [`field:${field}`, t.file.fields[field]] as const),
    ...(variables.length > 0 ? variables : [heading]).map(
      (name) => [`variable:${name}`, t.file.variable(name)] as const,
    ),
  ];
  return (
    <section class="card">
      <h2>{t.file.columns}</h2>
      <div class="filters">
        {templates.length > 0 ? (
          <SelectField
            label={t.messages.template}
            value={templateId}
            onValue={choose}
            options={templates.map(({ id, name }) => [id, name ?? id] as const)}
          />
        ) : (
          <TextField
            label={t.messages.template}
            value={templateId}
            onValue={(id) => onFile({ ...file, templateId: id })}
          />
        )}
        <SelectField
          label={t.file.tokenType}
          value={tokenType}
          onValue={(own) => onFile({ ...file, tokenType: own as OpenFile["tokenType"] })}
          options={[["", t.file.noJourney], ...tokenTypes.map((own) => [own, t.journeys[own]] as const)]}
        />
        <AppField value={file.app} onValue={(app) => onFile({ ...file, app })} />
      </div>
      {templateId !== "" && !template && <p class="muted">{t.file.unlisted}</p>}
      <div class="filters">
        {preview.headings
          .filter((heading) => heading !== "")
          .map((heading) => (
            <SelectField
              key={heading}
              label={heading}
              value={uses[heading] ?? ""}
              onValue={(use) => onFile({ ...file, uses: { ...uses, [heading]: use as ColumnUse } })}
              options={optionsFor(heading)}
            />
          ))}
      </div>
    </section>
  );
}
