import type { Row } from "../row.ts";
import type { BenchRun } from "../run.ts";

/** One row over the runs, the oldest first. */
interface Series {
  readonly row: string;
  readonly against: string;
  readonly aim: string;
  readonly points: readonly Point[];
}

interface Point {
  readonly run: BenchRun;
  readonly row: Row;
}

const chart = { width: 240, height: 40, margin: 4 };

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The rows of all runs, in the order of the newest run that has them. */
function toSeries(runs: readonly BenchRun[]): Series[] {
  const series = new Map<string, Point[]>();
  for (const run of runs.toReversed()) {
    for (const row of run.rows) {
      const name = JSON.stringify([row.row, row.against]);
      series.set(name, [{ run, row }, ...(series.get(name) ?? [])]);
    }
  }
  return [...series.values()].map((points) => {
    const { row, against, aim } = (points.at(-1) as Point).row;
    return { row, against, aim, points };
  });
}

/** A line from the oldest value to the newest, between the least and the greatest. */
function draw(points: readonly Point[]): string {
  const { width, height, margin } = chart;
  const values = points.map(({ row }) => row.value);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const x = (index: number) => margin + (index / Math.max(1, points.length - 1)) * (width - 2 * margin);
  const y = (value: number) => margin + ((greatest - value) / (greatest - least || 1)) * (height - 2 * margin);
  const places = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const dots = points.map(({ run, row }, index) => {
    const [cx, cy] = (places[index] as string).split(",");
    const about = `${run.measuredAt.slice(0, 10)} ${run.commit.slice(0, 7)}: ${row.value.toFixed(2)}`;
    return `<circle cx="${cx}" cy="${cy}" r="2.5"><title>${escaped(about)}</title></circle>`;
  });
  const line = `<polyline points="${places.join(" ")}"/>`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${line}${dots.join("")}</svg>`;
}

function toTableRow({ row, against, aim, points }: Series): string {
  const newest = points.at(-1) as Point;
  const judged = newest.row.isMet ? "met" : "missed";
  const cells = [row, against, newest.row.value.toFixed(2), aim, judged, newest.run.measuredAt.slice(0, 10)];
  return `<tr class="${judged}">${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}<td>${draw(points)}</td></tr>`;
}

/** A page that shows how the ratios have gone; it loads nothing. */
export function toPage(given: readonly BenchRun[]): string {
  const runs = given.toSorted((a, b) => a.measuredAt.localeCompare(b.measuredAt));
  const newest = runs.at(-1);
  const about = newest
    ? `${runs.length} runs, the newest of ${newest.measuredAt.slice(0, 10)} at ${newest.commit.slice(0, 7)}, Node ${newest.node}, ${newest.cores} cores.`
    : "There is no run yet.";
  const heads = ["row", "against", "ratio", "aim", "", "measured", "over the runs"];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>nxzalo: what a call costs</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid #ddd; padding: 0.3em 0.8em; text-align: left; }
polyline { fill: none; stroke: #06c; }
circle { fill: #06c; }
.missed td:nth-child(5) { color: #b00; }
</style>
<h1>What a call costs, over the commits</h1>
<p>${escaped(about)} Each row is a ratio to what it is measured against in the same run: machines differ from run to run, and a ratio less than
its parts. A dot names its commit.</p>
<table>
<thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
<tbody>
${toSeries(runs).map(toTableRow).join("\n")}
</tbody>
</table>
</html>
`;
}
