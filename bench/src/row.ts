import { median } from "./measure.ts";

/** One line of the table: ours against what it is built on. */
export interface Row {
  readonly row: string;
  readonly against: string;
  /** Rounds that were measured, each of both. */
  readonly n: number;
  readonly unit: string;
  /** Medians. */
  readonly ours: number;
  readonly theirs: number;
  /** Ours by theirs, or ours less theirs in `unit` where the aim is a difference. */
  readonly value: number;
  readonly aim: string;
  readonly isMet: boolean;
}

/** What a row is judged by. */
export interface Aim {
  readonly row: string;
  readonly against: string;
  readonly unit: string;
  readonly sense: "at least" | "at most";
  readonly bound: number;
  /** Default: the ratio. */
  readonly compare?: "ratio" | "difference";
}

const sign = { "at least": ">=", "at most": "<=" } as const;

/** Pairs of one round each: the machine's speed varies between rounds, and less within one. */
export function toRow(
  { row, against, unit, sense, bound, compare = "ratio" }: Aim,
  pairs: readonly (readonly [ours: number, theirs: number])[],
): Row {
  const value = median(pairs.map(([ours, theirs]) => (compare === "ratio" ? ours / theirs : ours - theirs)));
  return {
    row,
    against,
    unit,
    n: pairs.length,
    value,
    ours: median(pairs.map(([ours]) => ours)),
    theirs: median(pairs.map(([, theirs]) => theirs)),
    aim: `${sign[sense]} ${compare === "ratio" ? `${bound}x` : `+${bound} ${unit}`}`,
    isMet: sense === "at least" ? value >= bound : value <= bound,
  };
}

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
