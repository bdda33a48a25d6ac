/** What Ctrl-C asks for: no more rows are begun. A second one ends the process as ever. */
export function stopAtSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}
