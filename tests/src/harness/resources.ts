/** What keeps the process busy now, counted by kind: sockets, servers, timers. */
export function countResources(): Readonly<Record<string, number>> {
  const groups = Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind);
  return Object.fromEntries([...groups].map(([kind, list]) => [kind, list.length]));
}

/** Kinds of which there are more than before. */
export function grown(before: Readonly<Record<string, number>>): string[] {
  return Object.entries(countResources()).flatMap(([kind, count]) =>
    count > (before[kind] ?? 0) ? [`${kind}: ${before[kind] ?? 0} -> ${count}`] : [],
  );
}

/** Measures how late timers fire: what a busy machine adds to every deadline. */
export function watchLag(): { stop(): number } {
  const everyMs = 20;
  let worstMs = 0;
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    worstMs = Math.max(worstMs, now - last - everyMs);
    last = now;
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return worstMs;
    },
  };
}
