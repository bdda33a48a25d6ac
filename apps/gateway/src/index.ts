export { type AppDependencies, createApp, type RequestLog } from "./app.ts";
export { defaultPort, type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
export type { WriteLog } from "./log.ts";
export { logWarnings } from "./node-warnings.ts";
export { type GatewayOptions, type RunningGateway, startGateway } from "./server.ts";
export type { ServerLimits } from "./timeouts.ts";
