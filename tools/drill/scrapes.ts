/** What metrics said at each step. */
export interface Scrapes {
  /** Adds what `/metrics` answered at a step. */
  add(step: number, text: string): void;
  /** All of it as the input of promtool's tests: for each series its values, `_` where it was not there. */
  toInputSeries(names: ReadonlySet<string>): readonly { readonly series: string; readonly values: string }[];
}

/** A line of Prometheus' text format: name, labels, value. */
const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;

export function createScrapes(): Scrapes {
  const series = new Map<string, Map<number, string>>();
  let steps = 0;
  return {
    add: (step, text) => {
      steps = Math.max(steps, step + 1);
      for (const line of text.split("\n")) {
        const [, name, labels, value = ""] = sample.exec(line) ?? [];
        if (name === undefined || name.endsWith("_bucket")) continue;
        const key = `${name}{${[labels, 'instance="drill"'].filter(Boolean).join(",")}}`;
        const values = series.get(key) ?? new Map<number, string>();
        series.set(key, values.set(step, value));
      }
    },
    toInputSeries: (names) =>
      [...series]
        .filter(([key]) => names.has(key.slice(0, key.indexOf("{"))))
        .map(([key, values]) => ({
          series: key,
          values: Array.from({ length: steps }, (_, step) => values.get(step) ?? "_").join(" "),
        })),
  };
}
