import type { CostRow, Template } from "@nxzalo/client/desk";
import { templateName } from "../api/use-templates.ts";
import { TableScroll } from "../parts/table-scroll.tsx";
import { useWords } from "../texts/use-words.ts";
import type { CostView } from "./view.ts";

export interface CostTableProps {
  readonly rows: readonly CostRow[];
  readonly view: CostView;
  readonly templates: readonly Template[] | undefined;
}

/** The rows, with a bar for each amount's share of the largest of its currency. */
export function CostTable({ rows, view, templates }: CostTableProps) {
  const { t, format } = useWords();
  const journeys: Readonly<Record<string, string>> = t.journeys;
  const nameOf = (key: string | null) => {
    if (key === null) return t.costs.keyNone;
    if (view.group === "template") return templateName(templates, key);
    if (view.group === "tokenType") return journeys[key] ?? key;
    return view.group === "day" ? format.day(key) : key;
  };
  const most = (currency: string) =>
    Math.max(...rows.filter((row) => row.currency === currency).map(({ amount }) => Number(amount)));
  return (
    <TableScroll label={t.costs.title} class="card">
      <table class="table">
        <caption class="hidden">{t.costs.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.costs.groups[view.group]}</th>
            <th scope="col" class="number">
              {t.costs.journeys}
            </th>
            <th scope="col" class="number">
              {t.costs.messages}
            </th>
            <th scope="col" class="number">
              {t.costs.amount}
            </th>
            <td class="wide-only" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, journeys: count, messages, amount, currency }) => (
            <tr key={`${key} ${currency}`}>
              <th scope="row" dir="auto">
                {nameOf(key)}
              </th>
              <td class="number">{format.number(count)}</td>
              <td class="number">{format.number(messages)}</td>
              <td class="number">{format.money({ amount, currency })}</td>
              <td class="wide-only">
                <progress
                  class="share"
                  aria-hidden="true"
                  max={most(currency) || 1}
                  value={Math.max(0, Number(amount))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
