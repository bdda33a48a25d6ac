/** Writes one object as a line of JSON. */
export type WriteLog = (line: Readonly<Record<string, unknown>>) => void;

/** Logs one line for the operator. */
export type Log = (line: { readonly level: "info" | "error"; readonly message: string }) => void;
