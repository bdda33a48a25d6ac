import { DataAge } from "../parts/data-age.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { Icon } from "../parts/icons.tsx";
import { Page } from "../parts/page.tsx";
import { countForPeople, fiveStates, type PeopleState } from "../people-states.ts";
import { addressOf } from "../router.ts";
import { useWords } from "../texts/use-words.ts";
import { AccountCard } from "./account-card.tsx";
import { type Day, useAccount, useDay } from "./day.ts";
import { Failures } from "./failures.tsx";
import { HourCard } from "./hour-card.tsx";

function Figure({ state, count, day }: { readonly state: PeopleState; readonly count: number; readonly day: string }) {
  const { t, format } = useWords();
  return (
    <li>
      <a class={`figure figure-${state}`} href={addressOf("messages", { people: state, from: day })}>
        <span class="figure-name">
          <Icon name={state} />
          {t.states[state]}
        </span>
        <strong class="figure-count">{format.number(count)}</strong>
        <span class="figure-help">{t.stateHelp[state]}</span>
      </a>
    </li>
  );
}

function Figures({ byState, day }: Day) {
  const counts = countForPeople(byState.rows);
  return (
    <ul class="figures">
      {fiveStates.map((state) => (
        <Figure key={state} state={state} count={counts[state]} day={day} />
      ))}
    </ul>
  );
}

/** How today goes. */
export function Today() {
  const { t, format } = useWords();
  const polled = useDay();
  const account = useAccount();
  const { data } = polled;
  return (
    <Page title={t.today.title} aside={<DataAge {...polled} />}>
      <p class="lead">
        {data ? `${format.day(data.day)} · ${t.today.total(format.number(data.byState.messages))}` : t.loading}
      </p>
      {polled.error !== undefined && !data && <ErrorNote error={polled.error} onRetry={polled.refresh} />}
      {data && (
        <>
          <Figures {...data} />
          <div class="columns">
            <div class="column-wide">
              <HourCard {...data} />
              <Failures {...data} />
            </div>
            <AccountCard day={data} account={account} />
          </div>
        </>
      )}
    </Page>
  );
}
