/**
 * What Ctrl-C asks for, and a terminal that is closed: no more rows are begun. A second Ctrl-C ends the process as ever; of a terminal that is
 * closed, both the shell and the system tell.
 */
export function stopAtSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  process.on("SIGHUP", () => stop.abort());
  return stop.signal;
}
