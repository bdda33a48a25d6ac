import { median } from "./median.ts";

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

/** Pairs of one round each: the machine's mood changes between rounds, and less within one. */
export function queryOne(
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
