import type { CommandContext } from "@stricli/core";
import type { Language, Translate } from "./language.ts";

/** The streams of the process, and what it ends with: a command says so, or the parser with a code of its own, which is negative. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  exitCode: number | null;
  /** Whether the command that runs does what is not to be broken off, such as sending: it goes on where nobody reads what it prints. */
  acts: boolean;
}

/** What every command is given. */
export interface CliContext extends CommandContext {
  readonly process: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly t: Translate;
  /** With `--json`: each line of stderr is an object, too. */
  readonly isJson: boolean;
  /** Keys and secrets that are in use: none of them is ever written, also where a server sends it back. */
  readonly secrets: Set<string>;
}

/** One that is shorter is no secret, and would stand in other words. */
const shortestSecret = 8;

/** A text without the secrets, as they are and as JSON has them. */
export function withoutSecrets({ secrets }: Pick<CliContext, "secrets">, text: string): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue;
    for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) hidden = hidden.replaceAll(form, "***");
  }
  return hidden;
}

/** Writes a line to stdout: what was asked for. */
export function print(context: CliContext, line: string): void {
  context.process.stdout.write(`${withoutSecrets(context, line)}\n`);
}

/** JSON, in which control characters of C1 are escaped as well: terminals act on them. */
function toJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replace(/[\u007f-\u009f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Writes a line to stderr: what is said beside it; as JSON, a note. */
export function say(context: CliContext, line: string): void {
  const text = context.isJson ? toJson({ note: line.trim() }) : line;
  context.process.stderr.write(`${withoutSecrets(context, text)}\n`);
}

/** Writes an error to stderr, as one line of JSON. */
export function sayError(context: CliContext, error: unknown): void {
  context.process.stderr.write(`${withoutSecrets(context, toJson({ error }))}\n`);
}

/** Writes JSON to stdout. */
export function printJson(context: CliContext, value: unknown): void {
  print(context, toJson(value, 2));
}
