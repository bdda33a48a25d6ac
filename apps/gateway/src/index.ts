export { type AppDependencies, createApp } from "./app.ts";
export { defaultPort, type GatewayConfig, gatewayConfigFromEnv } from "./config.ts";
export { createLog, type LogFields, type LogLevel, logWarnings, type WriteLog } from "./log.ts";
export { createLogOutput, type LogOutput } from "./log-output.ts";
export { type GatewayOptions, type RunningGateway, startGateway } from "./server.ts";
export type { ServerLimits } from "./timeouts.ts";
