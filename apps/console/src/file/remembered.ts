import type { ColumnUse, OpenFile } from "./plan.ts";

/** What was said about a file, without anything of its rows: enough to go on after the tab was closed. */
export interface Remembered {
  readonly templateId: string;
  readonly tokenType: OpenFile["tokenType"];
  readonly uses: Readonly<Record<string, ColumnUse>>;
  /** When it was first sent; absent where it was only looked at. */
  readonly startedAt?: string | undefined;
  /** When its last row was sent; absent where it was stopped before, or its tab was closed. */
  readonly endedAt?: string | undefined;
}

const prefix = "nxzalo-file ";
const nameOf = ({ name, size }: Pick<File, "name" | "size">) => `${prefix}${size} ${name}`;

const read = (key: string): Remembered | undefined => JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;

export function readRemembered(file: Pick<File, "name" | "size">): Remembered | undefined {
  try {
    return read(nameOf(file));
  } catch {
    return undefined;
  }
}

export function remember(file: Pick<File, "name" | "size">, what: Remembered): void {
  try {
    localStorage.setItem(nameOf(file), JSON.stringify(what));
  } catch {
    // The file can still be sent; after the tab is closed its columns have to be told again.
  }
}

/** A file that was begun, and not sent to its end. */
export interface Unfinished {
  readonly name: string;
  readonly startedAt: Date;
}

/** The files of this browser that wait to be gone on with, the newest first. */
export function readUnfinished(): readonly Unfinished[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const { startedAt, endedAt } = read(key) ?? {};
        const name = key.slice(prefix.length).replace(/^\d+ /, "");
        return startedAt !== undefined && endedAt === undefined ? [{ name, startedAt: new Date(startedAt) }] : [];
      })
      .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
  } catch {
    return [];
  }
}
