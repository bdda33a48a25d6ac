// The gateway as `main.ts` serves it: caller, validation, ids, problems and a log line for each request. It has no store, unless `STORE` names one.
import { createLog, createLogOutput, gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { gatewayVariables } from "../fixed-inputs.ts";
import { report } from "./report.ts";

const { UPSTREAM = "", STORE } = process.env;
const watched = Object.entries(process.env).filter(([name]) => /^(LOG_LEVEL$|METRICS_|OTEL_)/.test(name));
const store: Record<string, string> = JSON.parse(STORE ?? "{}");
const config = gatewayConfigFromEnv({ ...gatewayVariables(UPSTREAM), ...store, ...Object.fromEntries(watched) });
const write = createLog(createLogOutput(1), config.logLevel);
report((await startGateway(STORE === undefined ? { ...config, sqlitePath: undefined } : config, write)).url);
