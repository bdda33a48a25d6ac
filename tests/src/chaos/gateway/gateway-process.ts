import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { key } from "./key.ts";

// A process of its own, so that its memory is the gateway's alone: one gateway before each door of the chaos server.
const { timeoutMs, deadlineMs, accessSecret, upstreams } = JSON.parse(process.argv[2] ?? "") as {
  timeoutMs: number;
  deadlineMs: number;
  accessSecret: string;
  upstreams: Readonly<Record<string, string>>;
};

const entries = Object.entries(upstreams).map(async ([door, url]) => {
  const config = gatewayConfigFromEnv({
    SQLITE_PATH: ":memory:",
    NXCLOUD_BASE_URL: url,
    NXCLOUD_ACCESS_KEY: `soak-${door}`,
    NXCLOUD_ACCESS_SECRET: accessSecret,
    NXCLOUD_APP_KEY: "chaos-app",
    GATEWAY_API_KEYS: `chaos:${key}`,
    PORT: "0",
  });
  return [door, (await startGateway({ ...config, timeoutMs, deadlineMs }, () => {})).url];
});
process.send?.(Object.fromEntries(await Promise.all(entries)));

// Asked how it is, it collects its garbage first.
process.on("message", () => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
  process.send?.({ heapUsed, rss, sockets });
});
process.once("disconnect", () => process.exit());
