import type { CostGroupBy } from "@nxzalo/client/desk";
import { now } from "../api/clock.ts";
import { dayOf, daysOfMonth } from "../format.ts";

/** What costs can be grouped by. */
export const groups = ["template", "day", "tokenType", "app", "caller", "label"] as const;
const zones = { vietnam: "Asia/Ho_Chi_Minh", nxcloud: "+08:00" } as const;

/** What is looked at: it stands in the address. */
export interface CostView {
  readonly month: string;
  readonly calendar: keyof typeof zones;
  readonly group: (typeof groups)[number];
  /** The label's name, where costs are grouped by one. */
  readonly label: string;
}

/** Whether it is such as `2026-11`. */
export const isMonth = (text: string | null): text is string => text !== null && /^2\d{3}-(0[1-9]|1[0-2])$/.test(text);

/** The view that an address stands for. */
export function readView(query: URLSearchParams): CostView {
  const month = query.get("month");
  const group = groups.find((own) => own === query.get("group")) ?? "template";
  return {
    month: isMonth(month) ? month : dayOf(now()).slice(0, 7),
    calendar: query.get("calendar") === "nxcloud" ? "nxcloud" : "vietnam",
    group,
    label: query.get("label") ?? "",
  };
}

/** The query of a view; a label without a name groups by the template. */
export function toQuery({ month, calendar, group, label }: CostView) {
  const groupBy: CostGroupBy = group !== "label" ? group : label ? `label:${label}` : "template";
  return { ...daysOfMonth(month), timeZone: zones[calendar], groupBy };
}
