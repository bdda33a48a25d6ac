import { TableScroll } from "../parts/table-scroll.tsx";
import { useWords } from "../texts/use-words.ts";
import type { Day } from "./day.ts";
import { HourChart } from "./hour-chart.tsx";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const hourMs = 3_600_000;

/** Counts of the 24 hours of a day, from rows whose keys are hours' beginnings. */
function perHour(rows: Day["byHour"]["rows"]): number[] {
  const counts = hours.map(() => 0);
  for (const { key, messages } of rows) {
    if (key === null) continue;
    // Vietnam is seven hours ahead all year.
    const hour = Math.floor((Date.parse(key) / hourMs + 7) % 24);
    counts[hour] = (counts[hour] ?? 0) + messages;
  }
  return counts;
}

const nameOf = (hour: number) => String(hour).padStart(2, "0");

/** What was asked for in each hour, beside the day before. */
export function HourCard({ byHour, byHourBefore }: Pick<Day, "byHour" | "byHourBefore">) {
  const { t, format } = useWords();
  const [now, before] = [perHour(byHour.rows), perHour(byHourBefore.rows)];
  return (
    <section class="card">
      <div class="card-head">
        <div>
          <h2>{t.today.byHour}</h2>
          <p class="muted">{t.today.byHourHint}</p>
        </div>
        <ul class="legend">
          <li class="legend-bar">{t.today.todayLine}</li>
          <li class="legend-line">{t.today.yesterdayLine}</li>
        </ul>
      </div>
      <HourChart now={now} before={before} label={t.today.byHour} />
      <details>
        <summary>{t.today.asTable}</summary>
        <TableScroll label={t.today.byHour}>
          <table class="table table-narrow">
            <thead>
              <tr>
                <th scope="col">{t.today.hour}</th>
                <th scope="col" class="number">
                  {t.today.todayLine}
                </th>
                <th scope="col" class="number">
                  {t.today.yesterdayLine}
                </th>
              </tr>
            </thead>
            <tbody>
              {hours
                .filter((hour) => (now[hour] ?? 0) + (before[hour] ?? 0) > 0)
                .map((hour) => (
                  <tr key={hour}>
                    <th scope="row">{nameOf(hour)}:00</th>
                    <td class="number">{format.number(now[hour] ?? 0)}</td>
                    <td class="number">{format.number(before[hour] ?? 0)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </TableScroll>
      </details>
    </section>
  );
}
