import * as z from "zod/mini";
import { complaint } from "../internal/validate.ts";

/** A place in a list: a time, and what tells apart what has the same one. */
export interface ListPlace {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Digits, a UUID, or the id of an event. */
  readonly id: string;
}

/** The text of a place in a list. */
export const toCursor = ({ at, id }: ListPlace): string => `${at}-${id}`;

/** The place that such a text names; `undefined` where it names none. */
export function readCursor(cursor: string): ListPlace | undefined {
  const [, at, id] = /^(\d{1,15})-([\w-]{1,128})$/.exec(cursor) ?? [];
  return id === undefined ? undefined : { at: Number(at), id };
}

/** A text that {@link toCursor} wrote. */
export const cursorSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => readCursor(text) !== undefined,
        complaint("cursor_wrong", "must be the nextCursor of an earlier answer"),
      ),
    );
