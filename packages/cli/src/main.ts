import { ExitCode, run } from "@stricli/core";
import { buildApp } from "./app.ts";
import { type CliContext, say, type Terminal } from "./context.ts";
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
 * Who reads the output may end before it is written, as `head` does, or a terminal that is closed: a command whose output is all that it does
 * ends with that. One that acts goes on. Output that cannot be written otherwise, as on a full disk, is a failure, and makes what is done a part
 * of it. What is said on stderr is never a reason to end.
 */
function followReaders(context: CliContext): void {
  const { process: terminal, t } = context;
  const { stdout, stderr } = terminal;
  let hasFailed = false;
  stderr.on("error", () => {});
  stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    const isGone = code === "EPIPE" || (code === "EIO" && stdout.isTTY);
    if (isGone && !terminal.acts) process.exit(exitCodes.done);
    if (isGone || hasFailed) return;
    hasFailed = true;
    say(context, `${t("the output could not be written", "không ghi được kết quả ra")} (${code})`);
    if (!terminal.acts) process.exit(exitCodes.failed);
    process.once("exit", (exitCode) => {
      if (exitCode === exitCodes.done) process.exitCode = exitCodes.partly;
    });
  });
}

/** Runs one command; the process ends by itself, with the command's exit code. */
export async function runCommandLine(inputs: readonly string[]): Promise<void> {
  const language = readLanguage(inputs, process.env);
  const { stdin, stdout, stderr, env } = process;
  const terminal: Terminal = { stdin, stdout, stderr, exitCode: null, acts: false };
  const secrets = new Set(secretVariables.flatMap((name) => env[name]?.split(",") ?? []));
  // A command goes by its own flags; what cannot be read has none.
  const isJson = optionsOf(inputs).includes("--json");
  const context: CliContext = { process: terminal, env, language, t: translateTo(language), isJson, secrets };
  followReaders(context);
  sayWarnings(context);
  const app = buildApp(language, isJson);
  if (inputs[0] === "__complete")
    return (await import("./completion/complete.ts")).complete(app, inputs.slice(1), context);
  await run(app, inputs, context);
  process.exitCode = parserCodes.get(terminal.exitCode) ?? terminal.exitCode ?? exitCodes.done;
}
