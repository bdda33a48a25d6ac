import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import type { GatewaysToStart } from "./gateway-child.ts";

// Gateways in a process of its own, which may be killed at any moment and whose memory is theirs alone.
const { gateways, limits, serverLimits, clockOffsetMs = 0 } = JSON.parse(process.argv[2] ?? "") as GatewaysToStart;

const machineNow = Date.now;
if (clockOffsetMs !== 0) Date.now = () => machineNow() + clockOffsetMs;

/** Only bugs are written: what the store or NXCLOUD did is what the runs are about. */
const write = (line: Readonly<Record<string, unknown>>) => {
  const { error } = line as { error?: { kind?: string } };
  if (error && error.kind === undefined) console.error(JSON.stringify(line));
};

process.removeAllListeners("warning");
process.once("disconnect", () => process.exit());
// Asked for its health, it collects its garbage first.
process.on("message", () => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
  process.send?.({ heapUsed, rss, sockets });
});

const started = Object.entries(gateways).map(async ([name, env]) => {
  const gateway = await startGateway({ ...gatewayConfigFromEnv(env), ...limits }, write, { limits: serverLimits });
  return [name, gateway.url];
});
process.send?.(Object.fromEntries(await Promise.all(started)));
