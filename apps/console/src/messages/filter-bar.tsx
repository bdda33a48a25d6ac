import { useTemplates } from "../api/use-templates.ts";
import { SelectField, TextField } from "../parts/field.tsx";
import { fiveStates } from "../people-states.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Filters } from "./filters.ts";

export interface FilterBarProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}

/** What narrows the list; it is applied as it is typed. */
export function FilterBar({ filters, onFilters }: FilterBarProps) {
  const { t } = useWords();
  const { me } = useSession();
  const templates = useTemplates();
  const set = (name: keyof Filters) => (value: string) => onFilters({ ...filters, [name]: value });
  const states = [...fiveStates, "ended" as const];
  return (
    <form class="filters" aria-label={t.messages.filters} onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label={t.messages.state}
        value={filters.people ?? ""}
        onValue={set("people")}
        options={[["", t.messages.anyState], ...states.map((state) => [state, t.states[state]] as const)]}
      />
      {templates && templates.length > 0 ? (
        <SelectField
          label={t.messages.template}
          value={filters.template ?? ""}
          onValue={set("template")}
          options={[["", t.messages.anyTemplate], ...templates.map(({ id, name }) => [id, name ?? id] as const)]}
        />
      ) : (
        <TextField label={t.messages.template} value={filters.template ?? ""} onValue={set("template")} />
      )}
      <TextField
        label={t.messages.phoneEnding}
        inputMode="numeric"
        maxLength={4}
        value={filters.phoneEnding ?? ""}
        onValue={set("phoneEnding")}
      />
      <TextField
        label={t.messages.referenceEnding}
        maxLength={12}
        value={filters.referenceEnding ?? ""}
        onValue={set("referenceEnding")}
      />
      <TextField label={t.messages.from} type="date" value={filters.from ?? ""} onValue={set("from")} />
      <TextField label={t.messages.to} type="date" value={filters.to ?? ""} onValue={set("to")} />
      <TextField label={t.messages.code} value={filters.code ?? ""} onValue={set("code")} />
      <TextField
        label={t.messages.label}
        placeholder={t.messages.labelHint}
        value={filters.label ?? ""}
        onValue={set("label")}
      />
      {me.apps.length > 1 && (
        <SelectField
          label={t.messages.app}
          value={filters.app ?? ""}
          onValue={set("app")}
          options={[["", t.messages.anyApp], ...me.apps.map((app) => [app, app] as const)]}
        />
      )}
      <button type="button" class="button quiet" onClick={() => onFilters({})}>
        {t.messages.clear}
      </button>
    </form>
  );
}
