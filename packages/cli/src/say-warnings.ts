import { type CliContext, say } from "./context.ts";

/**
 * Says Node's warnings as everything else on stderr is said, but for one: that its SQLite is experimental stands in Node's documentation.
 * Where the environment has switched warnings off, none is said.
 */
export function sayWarnings(context: CliContext): void {
  if (process.listenerCount("warning") === 0) return;
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => {
    if (!message.startsWith("SQLite is an experimental feature")) say(context, message);
  });
}
