/** Tells the parent where the server is, and on request what it has cost, or what it holds; ends with the parent. */
export function report(url: string): void {
  process.on("disconnect", () => process.exit());
  process.send?.(url);
  process.on("message", (what) => {
    const { user, system } = process.cpuUsage();
    process.send?.(what === "memory" ? process.memoryUsage.rss() : user + system);
  });
}
