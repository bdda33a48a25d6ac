/** How often each name came. */
export function countBy<Item>(list: readonly Item[], nameOf: (item: Item) => string): Readonly<Record<string, number>> {
  const groups = Map.groupBy(list, nameOf);
  return Object.fromEntries([...groups].map(([name, items]) => [name, items.length]));
}

/** Such as `resolved 12, unknown 3`, by name. */
export const formatCounts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** Milliseconds of the slowest. */
export const slowestMs = (list: readonly { readonly tookMs: number }[]): number =>
  list.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
