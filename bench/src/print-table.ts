import type { Row } from "./row.ts";

const columns = ["row", "against", "n", "ours", "theirs", "unit", "ratio", "aim", ""];

const short = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

const cells = ({ row, against, n, ours, theirs, unit, value, aim, isMet }: Row): string[] => {
  const compared = aim.includes("+") ? `+${short(value)} ${unit}` : `${value.toFixed(2)}x`;
  return [row, against, String(n), short(ours), short(theirs), unit, compared, aim, isMet ? "met" : "missed"];
};

/** As a table of Markdown, so that it can go into a document as it is. */
export function printTable(rows: readonly Row[]): void {
  const lines = [columns, ...rows.map(cells)];
  const widths = columns.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? "").length)));
  const drawn = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  console.log([drawn[0], rule, ...drawn.slice(1)].join("\n"));
}
