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

const rowsShown = 500;

/** The first rows, with a bar for each amount's share of the largest of its currency: a label may have a value for each order. */
export function CostTable({ rows, view, templates }: CostTableProps) {
  const { t, format } = useWords();
  const journeys: Readonly<Record<string, string>> = t.journeys;
  const nameOf = (key: string | null) => {
    if (key === null) return t.costs.keyNone;
    if (view.group === "template") return templateName(templates, key);
    if (view.group === "tokenType") return journeys[key] ?? key;
    return view.group === "day" ? format.day(key) : key;
  };
  const most = new Map<string, number>();
  for (const { currency, amount } of rows) most.set(currency, Math.max(most.get(currency) ?? 0, Number(amount)));
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
          {rows.slice(0, rowsShown).map(({ key, journeys: count, messages, amount, currency }) => (
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
                  max={most.get(currency) || 1}
                  value={Math.max(0, Number(amount))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsShown && <p class="hint">{t.costs.firstShown(format.number(rowsShown))}</p>}
    </TableScroll>
  );
}
