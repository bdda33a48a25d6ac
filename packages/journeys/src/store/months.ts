/** Vietnam's clock is seven hours before UTC, all year. */
const offsetMs = 7 * 3_600_000;

/** The month of a time in Vietnam, such as `2026-11`. */
export const monthOf = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 7);

/** When a month begins in Vietnam. */
export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00Z`) - offsetMs;

/** When the month after it begins: the end of a month. */
export function endOfMonth(month: string): number {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return Date.UTC(year, number, 1) - offsetMs;
}
