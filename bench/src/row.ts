import { median, quantile } from "./measure.ts";

/** One line of the table: ours against what it is measured by. */
export interface Row {
  readonly row: string;
  readonly against: string;
  /** Rounds that were measured, each of both. */
  readonly n: number;
  readonly unit: string;
  /** Medians. */
  readonly ours: number;
  readonly theirs: number;
  /** The median of the rounds' own ratios, or of their differences in `unit` where the aim is one. */
  readonly value: number;
  /** The same of the undisturbed rounds: the 20th percentiles of costs, the 80th of rates. */
  readonly undisturbed: number;
  readonly aim: string;
  readonly isMet: boolean;
  /** What else was measured, by name. */
  readonly from?: Readonly<Record<string, number>> | undefined;
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
  readonly from?: Readonly<Record<string, number>> | undefined;
}

const sign = { "at least": ">=", "at most": "<=" } as const;

/** Pairs of one round each: the machine's speed varies between rounds, and less within one. */
export function toRow(
  { row, against, unit, sense, bound, compare = "ratio", from }: Aim,
  pairs: readonly (readonly [ours: number, theirs: number])[],
): Row {
  const between = (ours: number, theirs: number) => (compare === "ratio" ? ours / theirs : ours - theirs);
  const value = median(pairs.map(([ours, theirs]) => between(ours, theirs)));
  const ours = pairs.map(([one]) => one);
  const theirs = pairs.map(([, other]) => other);
  const share = sense === "at least" ? 0.8 : 0.2;
  return {
    row,
    against,
    unit,
    n: pairs.length,
    value,
    undisturbed: between(quantile(ours, share), quantile(theirs, share)),
    ours: median(ours),
    theirs: median(theirs),
    aim: `${sign[sense]} ${compare === "ratio" ? `${bound}x` : `+${bound} ${unit}`}`,
    isMet: sense === "at least" ? value >= bound : value <= bound,
    from,
  };
}

const columns = ["row", "against", "n", "ours", "theirs", "unit", "ratio", "undisturbed", "aim", ""];

const short = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

const cells = ({ row, against, n, ours, theirs, unit, value, undisturbed, aim, isMet }: Row): string[] => {
  const show = (one: number) => (aim.includes("+") ? `+${short(one)} ${unit}` : `${one.toFixed(2)}x`);
  const judged = isMet ? "met" : "missed";
  return [row, against, String(n), short(ours), short(theirs), unit, show(value), show(undisturbed), aim, judged];
};

/** As a table of Markdown, so that it can go into a document as it is. */
export function printTable(rows: readonly Row[]): void {
  const lines = [columns, ...rows.map(cells)];
  const widths = columns.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? "").length)));
  const drawn = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  console.log([drawn[0], rule, ...drawn.slice(1)].join("\n"));
}
