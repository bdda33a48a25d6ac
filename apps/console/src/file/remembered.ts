import type { ColumnUse, OpenFile } from "./plan.ts";

/** What was said about a file, without anything of its rows: enough to go on after the tab was closed. */
export interface Remembered {
  readonly templateId: string;
  readonly tokenType: OpenFile["tokenType"];
  readonly uses: Readonly<Record<string, ColumnUse>>;
  /** When it was first sent; absent where it was only looked at. */
  readonly startedAt?: string | undefined;
}

const nameOf = ({ name, size }: Pick<File, "name" | "size">) => `nxzalo-file ${name} ${size}`;

export function readRemembered(file: Pick<File, "name" | "size">): Remembered | undefined {
  try {
    return JSON.parse(localStorage.getItem(nameOf(file)) ?? "null") ?? undefined;
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
