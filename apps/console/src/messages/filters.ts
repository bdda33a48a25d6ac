import type { MessageSearch, MessageState } from "@nxzalo/client/desk";
import { normalizePart, toNfkc } from "@nxzalo/core/internal/text";
import { lengthOfReference } from "../find-query.ts";
import { addDays } from "../format.ts";
import { fiveStates, type PeopleState, storedStatesOf } from "../people-states.ts";

/** What stands in the address. */
export const addressFilters = ["people", "template", "code", "label", "from", "to", "app"] as const;

/** What names a person stays in the page, and out of the address and of the browser's history. */
export const privateFilters = ["phoneEnding", "referenceEnding"] as const;

type Name = (typeof addressFilters)[number] | (typeof privateFilters)[number];

/** What the list is narrowed to, as it was typed. */
export type Filters = Readonly<Partial<Record<Name, string>>>;

/** The filters that stand in an address. */
export const readFilters = (query: URLSearchParams): Filters =>
  Object.fromEntries(addressFilters.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));

const isPeopleState = (text: string): text is PeopleState => [...fiveStates, "ended"].includes(text);
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
/** Midnight in Vietnam, where the clocks are never changed. */
const startOf = (day: string) => new Date(`${day}T00:00:00+07:00`);

function readLabel(text: string): Record<string, string> | undefined {
  const at = text.indexOf("=");
  const [name, value] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
  return name && value ? { [name]: value } : undefined;
}

/** The end of a phone, also where the whole of it is typed or pasted. */
export const toPhoneEnding = (text: string): string => toNfkc(text).replace(/\D/g, "").slice(-4);

const lastSix = (text: string): string => [...normalizePart(text)].slice(-6).join("");

/** The end of a reference, also where the whole of it is typed or pasted. After a space it may go on: nothing is cut there. */
export const toReferenceEnding = (text: string): string => (/\s$/.test(text) ? text : lastSix(text));

/** The conditions that the filters stand for, but the state; what is half typed stands for none. */
export function toConditions(filters: Filters): MessageSearch {
  const { template, code, label, from, to, app, phoneEnding, referenceEnding } = filters;
  const labels = label === undefined ? undefined : readLabel(label);
  const number = Number(code);
  const reference = lastSix(referenceEnding?.trimEnd() ?? "");
  return {
    ...(template && { templateId: template }),
    ...(Number.isInteger(number) && number !== 0 && { code: number }),
    ...(labels && { labels }),
    ...(from && isDay(from) && { createdFrom: startOf(from) }),
    ...(to && isDay(to) && { createdBefore: startOf(addDays(to, 1)) }),
    ...(app && { app }),
    ...(phoneEnding && /^\d{4}$/.test(phoneEnding) && { phoneEnding }),
    ...(lengthOfReference(reference) === 6 && { referenceEnding: reference }),
  };
}

/** The filters that may stand for no condition though something is in them, each with the condition. */
const conditionOf = {
  phoneEnding: "phoneEnding",
  referenceEnding: "referenceEnding",
  from: "createdFrom",
  to: "createdBefore",
  code: "code",
  label: "labels",
} as const satisfies Partial<Record<Name, keyof MessageSearch>>;

export type UnreadFilter = keyof typeof conditionOf;

/** The filters in which something stands that is no condition, or none yet: the list is not narrowed by them. */
export function unreadFilters(filters: Filters): readonly UnreadFilter[] {
  const conditions = toConditions(filters);
  const names = Object.keys(conditionOf) as UnreadFilter[];
  return names.filter((name) => filters[name] && conditions[conditionOf[name]] === undefined);
}

/** The stored states that a state for people stands for; none where any will do. */
export const statesOf = ({ people }: Filters): readonly MessageState[] =>
  people !== undefined && isPeopleState(people) ? storedStatesOf(people) : [];

/**
 * Whether the gateway looks for it in the last seven days alone: it does where conditions stand beside each other and no first day is given,
 * a caller's applications being one of them. What waits, or has one reference, is looked for in all that is stored.
 */
export function isOfLastWeek(filters: Filters, isLimited: boolean): boolean {
  const { createdFrom, createdBefore: _, referenceEnding, ...conditions } = toConditions(filters);
  if (createdFrom || referenceEnding || filters.people === "waiting") return false;
  const others = [statesOf(filters).length > 0, isLimited && !conditions.app].filter(Boolean);
  return Object.keys(conditions).length + others.length > 1;
}

/** Whether the last day comes before the first, so that nothing can fit. */
export const isReversed = ({ from = "", to = "" }: Filters): boolean => isDay(from) && isDay(to) && to < from;

/** The searches that the filters stand for: one for each stored state. */
export function toSearches(filters: Filters): readonly MessageSearch[] {
  const conditions = toConditions(filters);
  const states = statesOf(filters);
  return states.length === 0 ? [conditions] : states.map((state) => ({ ...conditions, state }));
}
