import { useTemplates } from "../api/use-templates.ts";
import { SelectField, TextField } from "../parts/field.tsx";
import { fiveStates } from "../people-states.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { type Filters, toPhoneEnding, toReferenceEnding, type UnreadFilter, unreadFilters } from "./filters.ts";

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
  const unread = unreadFilters(filters);
  const field = (name: UnreadFilter) => ({
    label: t.messages[name],
    hint: unread.includes(name) ? t.messages.unread[name] : undefined,
    value: filters[name] ?? "",
    onValue: set(name),
  });
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
        {...field("phoneEnding")}
        inputMode="numeric"
        onValue={(text) => set("phoneEnding")(toPhoneEnding(text))}
      />
      <TextField {...field("referenceEnding")} onValue={(text) => set("referenceEnding")(toReferenceEnding(text))} />
      <TextField {...field("from")} type="date" />
      <TextField {...field("to")} type="date" />
      <TextField {...field("code")} />
      <TextField {...field("label")} placeholder={t.messages.labelHint} />
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
