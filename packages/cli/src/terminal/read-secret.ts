import { openSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { ReadStream } from "node:tty";
import type { CliContext } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";

/** All of stdin, as text. */
export async function readStdin({ process }: CliContext): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** How a question is asked. */
interface Question {
  readonly input: NodeJS.ReadStream;
  /** What is typed is not shown. */
  readonly isSecret: boolean;
}

async function ask({ process }: CliContext, question: string, { input, isSecret }: Question): Promise<string> {
  // readline writes its own prompt from the first column on, and would wipe out what stands there.
  if (isSecret) process.stderr.write(question);
  const output = isSecret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const lines = createInterface({ input, output, terminal: true });
  const interrupted = new AbortController();
  lines.on("SIGINT", () => interrupted.abort());
  lines.on("close", () => interrupted.abort());
  try {
    return await lines.question(isSecret ? "" : question, { signal: interrupted.signal });
  } catch {
    throw new CommandError("", exitCodes.interrupted);
  } finally {
    lines.close();
    if (isSecret) process.stderr.write("\n");
  }
}

/** Asks a question that anybody may see the answer of. */
export const askLine = (context: CliContext, question: string): Promise<string> =>
  ask(context, question, { input: context.process.stdin, isSecret: false });

/** The question says what is wanted. */
const nothingGiven = ({ t }: CliContext, question: string) =>
  new CommandError(
    `${question.replace(/ \(.*$/, "")}: ${t("nothing was given, by stdin or typed", "chưa nhập gì, qua stdin hoặc gõ")}`,
    exitCodes.usage,
  );

/**
 * A secret, never from an argument, which every user of the machine could read: typed unseen on a terminal, or the whole of stdin.
 *
 * @throws CommandError where there is none.
 */
export async function readSecret(context: CliContext, question: string): Promise<string> {
  const { stdin } = context.process;
  const text = stdin.isTTY ? await ask(context, question, { input: stdin, isSecret: true }) : await readStdin(context);
  const secret = text.trim();
  if (secret === "") throw nothingGiven(context, question);
  context.secrets.add(secret);
  return secret;
}

/** The terminal itself, also where stdin is something else, or is at its end. */
function openTerminal(): NodeJS.ReadStream | undefined {
  try {
    return new ReadStream(openSync("/dev/tty", "r"));
  } catch {
    return undefined;
  }
}

/**
 * A secret of the environment, or one that is typed unseen; stdin is left for other input.
 *
 * @param advice Where else it may stand, for who is told that it is missing.
 * @throws CommandError that names the variable, where there is neither it nor a terminal.
 */
export async function secretOf(context: CliContext, variable: string, advice?: string): Promise<string> {
  const { env, t } = context;
  const given = env[variable];
  if (given) return given;
  const input = openTerminal();
  if (!input) throw new CommandError(t(`${variable} is not set`, `chưa đặt ${variable}`), exitCodes.usage, advice);
  try {
    const secret = await ask(context, t(`${variable} (not shown): `, `${variable} (không hiện): `), {
      input,
      isSecret: true,
    });
    if (secret === "") throw nothingGiven(context, variable);
    context.secrets.add(secret);
    return secret;
  } finally {
    input.destroy();
  }
}
