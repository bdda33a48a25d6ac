// The gateway as `main.ts` serves it: caller, validation, ids, problems and a log line for each request.
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { gatewayVariables } from "../gateway-variables.ts";
import { report } from "./report.ts";

const write = (line: object) => console.log(JSON.stringify({ time: new Date().toISOString(), ...line }));
const config = gatewayConfigFromEnv(gatewayVariables(process.env["UPSTREAM"] ?? ""));
report((await startGateway(config, write)).url);
