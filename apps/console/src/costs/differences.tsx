import type { Money, Reconciliation } from "@nxzalo/client/desk";
import { toCsv } from "@nxzalo/core/internal/text";
import { Fact } from "../parts/fact.tsx";
import { Icon } from "../parts/icons.tsx";
import { TableScroll } from "../parts/table-scroll.tsx";
import { saveFile } from "../save-file.ts";
import { useWords, type Words } from "../texts/use-words.ts";

export interface DifferencesProps {
  readonly result: Reconciliation;
  /** Names the file that is saved. */
  readonly month: string;
}

interface Difference {
  readonly id: string;
  readonly what: "onlyOurs" | "onlyTheirs" | "otherPrice";
  readonly ours?: Money;
  readonly theirs?: Money;
  readonly at: string;
}

const rowsShown = 500;

const listDifferences = (
  { onlyOurs, onlyTheirs, otherPrice }: Reconciliation,
  { format }: Words,
): readonly Difference[] => [
  ...otherPrice.map(({ ours, theirs }) => ({
    id: theirs.id,
    what: "otherPrice" as const,
    ours,
    theirs,
    at: format.dateTime(ours.chargedAt),
  })),
  ...onlyOurs.map((ours) => ({
    id: ours.journeyId ?? ours.requestId ?? "",
    what: "onlyOurs" as const,
    ours,
    at: format.dateTime(ours.chargedAt),
  })),
  ...onlyTheirs.map((theirs) => ({ id: theirs.id, what: "onlyTheirs" as const, theirs, at: theirs.time })),
];

/** How NXCLOUD's statement and what was charged here differ, line by line. */
export function Differences({ result, month }: DifferencesProps) {
  const words = useWords();
  const { t, format, language } = words;
  const differences = listDifferences(result, words);
  const names = [t.costs.id, t.costs.what, t.costs.ours, t.costs.theirs, t.messages.time];
  const toCells = ({ id, what, ours, theirs, at }: Difference) => [
    id,
    t.costs[what],
    ours ? format.money(ours) : "",
    theirs ? format.money(theirs) : "",
    at,
  ];
  const counts = [
    [t.costs.same, result.same.length],
    [t.costs.otherPrice, result.otherPrice.length],
    [t.costs.onlyOurs, result.onlyOurs.length],
    [t.costs.onlyTheirs, result.onlyTheirs.length],
  ] as const;
  return (
    <>
      <dl class="facts" aria-label={t.costs.reconcile}>
        {counts.map(([name, count]) => (
          <Fact key={name} name={name}>
            {format.number(count)}
          </Fact>
        ))}
      </dl>
      {differences.length === 0 && <p class="note note-good">{t.costs.allSame}</p>}
      {differences.length > 0 && (
        <>
          <TableScroll label={t.costs.reconcile}>
            <table class="table">
              <caption class="hidden">{t.costs.reconcile}</caption>
              <thead>
                <tr>
                  {names.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {differences.slice(0, rowsShown).map((difference) => (
                  <tr key={`${difference.what} ${difference.id} ${difference.at}`}>
                    {toCells(difference).map((cell, place) => (
                      <td key={names[place]} dir="auto" class={place === 0 ? "code-cell" : ""}>
                        {cell || t.none}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          {differences.length > rowsShown && <p class="hint">{t.costs.firstShown(format.number(rowsShown))}</p>}
          <div class="actions">
            <button
              type="button"
              class="button"
              onClick={() =>
                saveFile(`nxzalo-${month}-reconcile.csv`, toCsv([names, ...differences.map(toCells)], language))
              }
            >
              <Icon name="download" />
              {t.costs.csv}
            </button>
          </div>
        </>
      )}
    </>
  );
}
