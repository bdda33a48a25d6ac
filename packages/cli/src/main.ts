import { ExitCode, run } from "@stricli/core";
import { buildApp } from "./app.ts";
import type { CliContext, Terminal } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import { optionsOf, readLanguage, translateTo } from "./language.ts";
import { sayWarnings } from "./say-warnings.ts";

/** What the parser ends with, in our codes. */
const parserCodes: ReadonlyMap<number | null, number> = new Map([
  [ExitCode.UnknownCommand, exitCodes.usage],
  [ExitCode.InvalidArgument, exitCodes.usage],
  [ExitCode.CommandLoadError, exitCodes.failed],
  [ExitCode.InternalError, exitCodes.failed],
]);

const secretVariables = ["NXZALO_KEY", "NXCLOUD_ACCESS_SECRET", "NXCLOUD_ACCESS_SECRET_PREVIOUS", "STORE_KEY"];

/**
 * Who reads the output may end before it is written, as `head` does: a command whose output is all that it does ends with that. One that acts
 * goes on, and what is said on stderr is never a reason to end.
 */
function followReaders(terminal: Terminal): void {
  const { stdout, stderr } = terminal;
  for (const stream of [stdout, stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      if (stream === stdout && !terminal.acts) process.exit(exitCodes.done);
    });
}

/** Runs one command; the process ends by itself, with the command's exit code. */
export async function runCommandLine(inputs: readonly string[]): Promise<void> {
  const language = readLanguage(inputs, process.env);
  const { stdin, stdout, stderr, env } = process;
  const terminal: Terminal = { stdin, stdout, stderr, exitCode: null, acts: false };
  followReaders(terminal);
  const secrets = new Set(secretVariables.flatMap((name) => env[name]?.split(",") ?? []));
  // A command goes by its own flags; what cannot be read has none.
  const isJson = optionsOf(inputs).includes("--json");
  const context: CliContext = { process: terminal, env, language, t: translateTo(language), isJson, secrets };
  sayWarnings(context);
  const app = buildApp(language, isJson);
  if (inputs[0] === "__complete")
    return (await import("./completion/complete.ts")).complete(app, inputs.slice(1), context);
  await run(app, inputs, context);
  process.exitCode = parserCodes.get(terminal.exitCode) ?? terminal.exitCode ?? exitCodes.done;
}
