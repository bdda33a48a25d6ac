import { explainCode } from "../reasons.ts";
import { addressOf } from "../router.ts";
import { useWords } from "../texts/use-words.ts";
import type { Day } from "./day.ts";

/** Why messages did not arrive, the most frequent first, each with what to do. */
export function Failures({ byCode, day }: Pick<Day, "byCode" | "day">) {
  const { t, format, language } = useWords();
  const rows = byCode.rows
    .flatMap(({ key, messages }) => (key === null ? [] : [{ code: Number(key), messages }]))
    .sort((one, other) => other.messages - one.messages);
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t.today.failures}</h2>
      </div>
      {rows.length === 0 && <p class="empty">{t.today.noFailures}</p>}
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
    </section>
  );
}
