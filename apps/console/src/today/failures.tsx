import { countForPeople } from "../people-states.ts";
import { explainCode } from "../reasons.ts";
import { addressOf } from "../router.ts";
import { useWords } from "../texts/use-words.ts";
import type { Day } from "./day.ts";

/** Why messages did not arrive, the most frequent first, each with what to do. */
export function Failures({ byCode, byState, day }: Pick<Day, "byCode" | "byState" | "day">) {
  const { t, format, language } = useWords();
  const rows = byCode.rows
    .flatMap(({ key, messages }) => (key === null ? [] : [{ code: Number(key), messages }]))
    .sort((one, other) => other.messages - one.messages);
  const { missed } = countForPeople(byState.rows);
  const withCode = rows.reduce((sum, { messages }) => sum + messages, 0);
  // What came too late to be sent has none. Codes are also of messages whose outcome is not known, so that it may be more.
  const { messages: late = 0 } = byState.rows.find(({ key }) => key === "expired") ?? {};
  const withoutCode = Math.max(missed - withCode, late);
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t.today.failures}</h2>
      </div>
      {rows.length === 0 && missed === 0 && <p class="empty">{t.today.noFailures}</p>}
      <ul class="reasons">
        {rows.map(({ code, messages }) => {
          const { meaning, hint, from } = explainCode(code, language);
          return (
            <li key={code}>
              <a class="reason" href={addressOf("messages", { code: String(code), from: day })}>
                <strong class="reason-count">{format.number(messages)}</strong>
                <span>
                  <span class="reason-meaning">{meaning}</span>
                  <span class="reason-hint">{hint}</span>
                </span>
                <span class="code">{t.reason[from](code)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {withoutCode > 0 && (
        <a class="row-link" href={addressOf("messages", { people: "missed", from: day })}>
          {t.today.withoutCode(format.number(withoutCode))}
        </a>
      )}
    </section>
  );
}
