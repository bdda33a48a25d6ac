/**
 * Tells Node's warnings, but for one: that its SQLite is experimental stands in the README; at each start it would only hide what matters.
 */
export function tellWarnings(tell: (message: string) => void): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => {
    if (!message.startsWith("SQLite is an experimental feature")) tell(message);
  });
}
