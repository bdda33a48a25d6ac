import type { ColumnUse, OpenFile } from "./plan.ts";

/** What was said about a file, without anything of its rows: enough to go on after the tab was closed. */
export interface Remembered {
  /** Who sent it: what others send has other keys, and is sent anew. */
  readonly caller: string;
  readonly templateId: string;
  readonly tokenType: OpenFile["tokenType"];
  readonly app?: string | undefined;
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

/** The run of this caller and template, of those that a file of this name and size was sent in; what others have begun is not gone on with. */
export function readRun(
  file: Pick<File, "name" | "size">,
  { caller, templateId }: Pick<Remembered, "caller" | "templateId">,
): Pick<Remembered, "startedAt" | "endedAt"> {
  const before = readRemembered(file);
  return before?.caller === caller && before.templateId === templateId ? before : {};
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

/** The caller's files of this browser that wait to be gone on with, the newest first. */
export function readUnfinished(caller: string): readonly Unfinished[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const run = read(key);
        const name = key.slice(prefix.length).replace(/^\d+ /, "");
        if (run?.caller !== caller || run.startedAt === undefined || run.endedAt !== undefined) return [];
        return [{ name, startedAt: new Date(run.startedAt) }];
      })
      .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
  } catch {
    return [];
  }
}
