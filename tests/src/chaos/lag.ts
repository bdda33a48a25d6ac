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
