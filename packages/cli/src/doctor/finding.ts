/** What one check found. */
export interface Finding {
  readonly name: string;
  readonly level: "ok" | "warn" | "fail";
  /** What was found, in the reader's language. */
  readonly text: string;
  /** What to do, of what is not as it should be. */
  readonly hint?: string | undefined;
}

export const ok = (name: string, text: string): Finding => ({ name, level: "ok", text });
export const warn = (name: string, text: string, hint?: string): Finding => ({ name, level: "warn", text, hint });
export const fail = (name: string, text: string, hint?: string): Finding => ({ name, level: "fail", text, hint });
