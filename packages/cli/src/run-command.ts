import type { CliContext } from "./context.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { CommonFlags } from "./flags.ts";

/** What a command does; gives what the process ends with, 0 where that is nothing. */
type Run<Flags, Arguments extends readonly unknown[]> = (
  context: CliContext,
  flags: Flags,
  ...args: Arguments
) => Promise<ExitCode> | Promise<void>;

/**
 * As the parser calls it: what goes wrong is said in words, and decides what the process ends with. `acts`: something may have been done where
 * no answer came; a command that only asks has done nothing then.
 */
export const asCommand = <Flags extends CommonFlags, Arguments extends readonly unknown[]>(
  run: Run<Flags, Arguments>,
  { acts = false }: { readonly acts?: boolean | ((flags: Flags) => boolean) } = {},
) =>
  async function (this: CliContext, flags: Flags, ...args: Arguments): Promise<void> {
    const context = { ...this, isJson: flags.json };
    const isActing = typeof acts === "function" ? acts(flags) : acts;
    this.process.acts = isActing;
    try {
      const code = await run(context, flags, ...args);
      this.process.exitCode = typeof code === "number" ? code : exitCodes.done;
    } catch (error) {
      const { reportError } = await import("./report-error.ts");
      this.process.exitCode = reportError(context, error, { acts: isActing });
    }
  };
