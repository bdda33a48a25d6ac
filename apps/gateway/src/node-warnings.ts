/**
 * Tells Node's warnings, but for one: that its SQLite is experimental stands in the README; at each start it would only hide what matters.
 */
export function logWarnings(log: (message: string) => void): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ message }) => {
    if (!message.startsWith("SQLite is an experimental feature")) log(message);
  });
}
