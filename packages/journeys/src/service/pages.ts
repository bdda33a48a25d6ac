import { type ListPlace, readCursor, toCursor } from "@nxzalo/core/schemas";

/** How many are on a page where none asks for another number. */
export const defaultLimit = 50;

/** One page out of one item more than fits: whether there is another page. */
export function pageOf<Item>(found: readonly Item[], limit: number, place: (item: Item) => ListPlace) {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? toCursor(place(last)) : null };
}

export const afterOf = (cursor: string | undefined) => (cursor === undefined ? undefined : readCursor(cursor));
