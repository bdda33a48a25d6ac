import { type CliContext, print } from "../context.ts";
import type { CommonFlags } from "../flags.ts";
import { type Shell, scripts } from "./scripts.ts";

/** What makes a shell complete commands and options. */
export async function printScript(context: CliContext, _flags: CommonFlags, shell: Shell) {
  print(context, scripts[shell]);
}
