import type { Costs as CostsAnswer } from "@nxzalo/client/desk";
import { useEffect, useState } from "preact/hooks";
import { now } from "../api/clock.ts";
import { usePolled } from "../api/use-polled.ts";
import { useTemplates } from "../api/use-templates.ts";
import { dayOf } from "../format.ts";
import { DataAge } from "../parts/data-age.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icons.tsx";
import { lazy } from "../parts/lazy.tsx";
import { Page } from "../parts/page.tsx";
import { useAction } from "../parts/use-action.ts";
import { addressOf, go, usePlace } from "../router.ts";
import { saveFile } from "../save-file.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { CloseMonth } from "./close-month.tsx";
import { CostTable } from "./cost-table.tsx";
import { type CostView, groups, isMonth, readView, toQuery } from "./view.ts";

/** What reads files is loaded by those who reconcile alone. */
const Reconcile = lazy(async () => (await import("./reconcile.tsx")).Reconcile);

interface MonthFieldProps {
  readonly month: string;
  readonly onMonth: (month: string) => void;
}

/** Where the browser has no calendar of months it is typed: what is no month yet stays as it is. */
function MonthField({ month, onMonth }: MonthFieldProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState(month);
  useEffect(() => setTyped(month), [month]);
  const change = (text: string) => {
    setTyped(text);
    if (isMonth(text)) onMonth(text);
  };
  return <TextField label={t.costs.month} type="month" required value={typed} onValue={change} />;
}

function ViewBar({ view }: { readonly view: CostView }) {
  const { t } = useWords();
  const set = (name: keyof CostView) => (value: string) =>
    go(addressOf("costs", { ...view, [name]: value }), { replace: true });
  return (
    <form class="filters" aria-label={t.messages.filters} onSubmit={(event) => event.preventDefault()}>
      <MonthField month={view.month} onMonth={set("month")} />
      <SelectField
        label={t.costs.groupBy}
        value={view.group}
        onValue={set("group")}
        options={groups.map((group) => [group, t.costs.groups[group]] as const)}
      />
      {view.group === "label" && <TextField label={t.costs.labelName} value={view.label} onValue={set("label")} />}
      <SelectField
        label={t.costs.calendar}
        value={view.calendar}
        onValue={set("calendar")}
        options={[
          ["vietnam", t.costs.vietnam],
          ["nxcloud", t.costs.nxcloud],
        ]}
      />
    </form>
  );
}

function Totals({ costs }: { readonly costs: CostsAnswer }) {
  const { t, format } = useWords();
  const { total, uncharged } = costs;
  const count = uncharged.journeys + uncharged.messages;
  return (
    <div class="totals">
      {total.map(({ currency, amount, journeys, messages }) => (
        <div class="card total" key={currency}>
          <p class="muted">{t.costs.total}</p>
          <p class="total-amount">{format.money({ amount, currency })}</p>
          <p class="muted">
            {t.costs.journeys}: {format.number(journeys)} · {t.costs.messages}: {format.number(messages)}
          </p>
        </div>
      ))}
      {count > 0 && (
        <div class="card total">
          <p class="muted">{t.costs.uncharged}</p>
          <p>{t.costs.unchargedText(format.number(uncharged.journeys), format.number(uncharged.messages))}</p>
          {uncharged.estimate?.map((money) => (
            <p key={money.currency}>{t.costs.estimate(format.money(money))}</p>
          ))}
        </div>
      )}
    </div>
  );
}

/** What a month costs. */
export function Costs() {
  const { t, language } = useWords();
  const { desk, me, may } = useSession();
  const { query } = usePlace();
  const view = readView(query);
  const input = toQuery(view);
  const polled = usePolled(JSON.stringify(input), (signal) => desk.costs.read(input, { signal }), 30_000);
  const templates = useTemplates();
  const [isReconciling, setReconciling] = useState(false);
  const saving = useAction();
  const { data, error, refresh } = polled;
  const save = () =>
    saving.run(async () =>
      saveFile(`nxzalo-${view.month}-${view.group}.csv`, await desk.costs.table({ ...input, language })),
    );
  return (
    <Page title={t.costs.title} aside={<DataAge {...polled} />}>
      <ViewBar view={view} />
      {error !== undefined && !data && <ErrorNote error={error} onRetry={refresh} />}
      {saving.error !== undefined && <ErrorNote error={saving.error} />}
      {data && (
        <>
          <Totals costs={data} />
          {data.rows.length === 0 ? (
            <p class="empty">{t.costs.nothing}</p>
          ) : (
            <CostTable rows={data.rows} view={view} templates={templates} />
          )}
          <div class="actions">
            <button type="button" class="button" aria-disabled={saving.isBusy} onClick={() => void save()}>
              <Icon name="download" />
              {t.costs.csv}
            </button>
            {may("admin") && !me.limited && view.month < dayOf(now()).slice(0, 7) && (
              <CloseMonth key={view.month} month={view.month} />
            )}
            <button
              type="button"
              class="button"
              aria-expanded={isReconciling}
              onClick={() => setReconciling(!isReconciling)}
            >
              {t.costs.reconcile}
            </button>
          </div>
        </>
      )}
      {isReconciling && <Reconcile key={JSON.stringify([view.month, view.calendar])} />}
    </Page>
  );
}
