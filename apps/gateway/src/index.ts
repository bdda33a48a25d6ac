export { type AppDependencies, createApp, type RequestLog } from "./app.ts";
export { defaultPort, type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
export { type GatewayOptions, type RunningGateway, startGateway, type WriteLog } from "./server.ts";
export type { ServerLimits } from "./server-limits.ts";
export { tellWarnings } from "./warnings.ts";
