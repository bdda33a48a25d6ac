import { type Calendar, calendarOf, dayAfter } from "@nxzalo/core/internal";
import type { CostRow, CostScope, Costs, CostTotal, Money, UnchargedCosts } from "@nxzalo/core/journeys";
import { type CostsInput, inputError, validateInput } from "@nxzalo/core/schemas";
import { dayMs, minuteMs } from "../durations.ts";
import { type CostGroup, type CostKey, isOfJourney, type LedgerPeriod, type UnchargedGroup } from "../store/ledger.ts";
import { sumOf } from "./amounts.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { defaultTimeZone } from "./days.ts";
import { schemas } from "./input-schemas.ts";

const daysAtMost = 400;
const quarterHourMs = 15 * minuteMs;

/** Some days of a calendar, and when they begin and end. */
export interface Days {
  readonly calendar: Calendar;
  readonly from: number;
  readonly before: number;
}

/** The days of a query, both included. @throws InputError where the last one is not after the first, or too long after it. */
export function readDays({ from, to, timeZone = defaultTimeZone }: Pick<CostsInput, "from" | "to" | "timeZone">): Days {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  const calendar = calendarOf(timeZone);
  if (!calendar || days < 0 || days > daysAtMost) {
    const message = `must be the day \`from\` or one of the ${daysAtMost} after it`;
    throw inputError([{ path: ["to"], message, code: "number_out_of_range" }]);
  }
  return { calendar, from: calendar.startOf(from), before: calendar.startOf(dayAfter(to)) };
}

const keys: Readonly<Record<string, CostKey>> = {
  day: "quarterHour",
  template: "templateId",
  tokenType: "tokenType",
  app: "appIndex",
  caller: "caller",
};

/** What a group's key is in the answer. */
async function toKeyReader(
  { encryption, appKey }: ServiceContext,
  groupBy: string | undefined,
  calendar: Calendar,
  apps: CostScope["apps"],
): Promise<(key: CostGroup["key"]) => string | null> {
  if (groupBy === "day") return (key) => calendar.dayOf(Number(key) * quarterHourMs);
  if (groupBy?.startsWith("label:")) {
    const name = groupBy.slice("label:".length);
    return (key) => {
      const labels = JSON.parse(String(key)) as Readonly<Record<string, string>> | null;
      return labels && Object.hasOwn(labels, name) ? (labels[name] as string) : null;
    };
  }
  if (groupBy !== "app") return (key) => (key === null ? null : String(key));
  const { app } = createIndexes(encryption);
  const named = Object.entries(apps ?? {}).map(async ([name, key = appKey]) => [await app(key), name] as const);
  const names = new Map((await Promise.all(named)).reverse());
  return (key) => names.get(String(key)) ?? null;
}

type Keyed = Omit<CostGroup, "key"> & { readonly key: string | null };

const countOf = (groups: readonly Keyed[]) => groups.reduce((sum, { count }) => sum + count, 0);

/** What groups of one currency come to. */
const toTotal = (currency: string, groups: readonly Keyed[]): CostTotal => ({
  amount: sumOf(groups),
  currency,
  journeys: countOf(groups.filter(({ kind }) => isOfJourney(kind))),
  messages: countOf(groups.filter(({ kind }) => !isOfJourney(kind))),
});

/** Items by what they have in common, in the order of that. */
function partition<Item>(items: readonly Item[], by: (item: Item) => string): readonly (readonly [string, Item[]])[] {
  const parts = new Map<string, Item[]>();
  for (const item of items) {
    const part = parts.get(by(item));
    if (part) part.push(item);
    else parts.set(by(item), [item]);
  }
  return [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
}

const toTotals = (groups: readonly Keyed[]): CostTotal[] =>
  partition(groups, ({ currency }) => currency).map(([currency, own]) => toTotal(currency, own));

function toRows(groups: readonly Keyed[]): CostRow[] {
  const keyed = groups.filter(({ key }) => key !== null);
  const rowsWith = (key: string | null, own: readonly Keyed[]) => toTotals(own).map((total) => ({ key, ...total }));
  return [
    ...partition(keyed, ({ key }) => String(key)).flatMap(([key, own]) => rowsWith(key, own)),
    ...rowsWith(
      null,
      groups.filter(({ key }) => key === null),
    ),
  ];
}

/** What a group would cost by the latest price of its kind. */
async function priceOf(
  { records, now }: ServiceContext,
  { isJourney, tokenType, templateId }: UnchargedGroup,
  appIndexes: LedgerPeriod["appIndexes"],
): Promise<Money | undefined> {
  const of = isJourney ? tokenType : templateId;
  // NXCLOUD's clock may be ahead.
  return of === null ? undefined : records.latestPrice({ isJourney, of, before: now() + dayMs, appIndexes });
}

async function readUncharged(context: ServiceContext, period: LedgerPeriod): Promise<UnchargedCosts> {
  const groups = await context.records.readUncharged(period);
  const prices = await Promise.all(groups.map((group) => priceOf(context, group, period.appIndexes)));
  const priced = groups.flatMap(({ count }, index) => {
    const price = prices[index];
    return price ? [{ ...price, count }] : [];
  });
  const totals = partition(priced, ({ currency }) => currency);
  const countOfKind = (ofJourneys: boolean) =>
    groups.filter(({ isJourney }) => isJourney === ofJourneys).reduce((sum, { count }) => sum + count, 0);
  return {
    journeys: countOfKind(true),
    messages: countOfKind(false),
    estimate:
      priced.length < groups.length ? null : totals.map(([currency, own]) => ({ amount: sumOf(own), currency })),
  };
}

/** What was charged within some days, and what was accepted in them and is not charged. */
export async function readCosts(context: ServiceContext, given: CostsInput, scope: CostScope): Promise<Costs> {
  const { groupBy, ...query } = validateInput(schemas.costs(), given);
  const { calendar, from, before } = readDays(query);
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const period = { from, before, appIndexes };
  const key = groupBy?.startsWith("label:") ? "labels" : keys[groupBy ?? ""];
  const readKey = await toKeyReader(context, groupBy, calendar, scope.apps);
  const found = await context.records.readCosts({ ...period, key });
  const groups = found.map((group) => ({ ...group, key: readKey(group.key) }));
  return { rows: toRows(groups), total: toTotals(groups), uncharged: await readUncharged(context, period) };
}
