import { formatLogLine } from "@nxzalo/core/internal";

/** What a line says. */
interface Line {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly errorCode?: string | undefined;
  readonly variables?: readonly string[] | undefined;
}

/** One line of the Worker's log, as its proxy writes them. */
export const log = (line: Line): void => console[line.level](formatLogLine(line));
