import type { Account } from "@nxzalo/client/desk";
import type { Polled } from "../api/use-polled.ts";
import { ErrorNote } from "../parts/error-note.tsx";
import { Fact } from "../parts/fact.tsx";
import { countForPeople } from "../people-states.ts";
import { addressOf } from "../router.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import type { Day } from "./day.ts";

/** What waits for a person, and how the account stands with Zalo. */
export function AccountCard({ day, account }: { readonly day: Day; readonly account: Polled<Account> }) {
  const { t } = useWords();
  return (
    <div class="column-narrow">
      <WaitingCard {...day} />
      <section class="card">
        <h2>{t.today.quota}</h2>
        {account.data ? <Quota quota={account.data.quota} /> : null}
        <h2>{t.today.quality}</h2>
        {account.data?.quality && <Quality quality={account.data.quality} />}
        {account.error !== undefined && !account.data && <ErrorNote error={account.error} onRetry={account.refresh} />}
      </section>
    </div>
  );
}

function WaitingCard({ byState, day }: Day) {
  const { t, format } = useWords();
  const { may } = useSession();
  const { check, missed } = countForPeople(byState.rows);
  return (
    <section class="card">
      <h2>{t.today.waitingForPeople}</h2>
      {check + missed === 0 && <p class="empty">{t.today.nothingWaits}</p>}
      <ul class="plain">
        {check > 0 && (
          <li>
            <a class="row-link" href={addressOf("messages", { people: "check", from: day })}>
              {t.today.toCheck(format.number(check))}
            </a>
          </li>
        )}
        {missed > 0 && (
          <li>
            <a class="row-link" href={addressOf("messages", { people: "missed", from: day })}>
              {t.today.notArrived(format.number(missed))}
            </a>
          </li>
        )}
      </ul>
      {may("send") && <a href={addressOf("tasks")}>{t.today.openTasks}</a>}
    </section>
  );
}

function Quota({ quota }: { readonly quota: Account["quota"] }) {
  const { t, format } = useWords();
  if (!quota) return <p class="muted">{t.today.quotaUnknown}</p>;
  const label = t.today.quotaLeft(format.number(quota.remaining), format.number(quota.daily));
  return (
    <>
      <progress class="meter" max={Math.max(1, quota.daily)} value={quota.remaining} aria-label={label} />
      <p class="muted">{label}</p>
    </>
  );
}

function Quality({ quality }: { readonly quality: NonNullable<Account["quality"]> }) {
  const { t } = useWords();
  const names: Readonly<Record<string, string>> = t.today.qualities;
  const values = [
    [t.today.now, quality.current],
    [t.today.sevenDays, quality.sevenDays],
  ] as const;
  return (
    <dl class="facts">
      {values.map(([name, value]) => (
        <Fact key={name} name={name}>
          <span class={`grade grade-${value.toLowerCase()}`}>{names[value] ?? value}</span>
        </Fact>
      ))}
    </dl>
  );
}
