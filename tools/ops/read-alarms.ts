/** An alarm of Prometheus. */
export interface PrometheusAlarm {
  readonly name: string;
  readonly forMs: number;
  readonly severity: string;
  readonly summary: string;
  readonly runbook: string;
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration of Prometheus with one unit, such as `5m`. */
const toMs = (text: string) => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);

/**
 * The alarms of a rules file that is written as ours is: one field a line. promtool checks that it is YAML.
 *
 * @throws where an alarm lacks a field.
 */
export const readAlarms = (yaml: string): readonly PrometheusAlarm[] =>
  yaml
    .split("- alert: ")
    .slice(1)
    .map((text) => {
      const name = text.split("\n", 1)[0] ?? "";
      const field = (key: string, missing?: string) => {
        const value = new RegExp(`^ +${key}: (.*)$`, "m").exec(text)?.[1] ?? missing;
        if (value === undefined) throw new Error(`${name} has no ${key}`);
        return value.startsWith('"') ? (JSON.parse(value) as string) : value;
      };
      const [severity, summary, runbook] = [field("severity"), field("summary"), field("runbook")];
      return { name, forMs: toMs(field("for", "0s")), severity, summary, runbook };
    });
