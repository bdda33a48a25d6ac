import { type Authorize, anyOf, bearerKeys } from "@nxzalo/proxy";
import { jwtBearer } from "@nxzalo/proxy/jwt";
import type { GatewayConfig } from "./config.ts";

/** Admits by API key and, where it is configured, by JWT. */
export const authorizeBy = ({ apiKeys, jwt }: Pick<GatewayConfig, "apiKeys" | "jwt">): Authorize =>
  jwt ? anyOf(bearerKeys(apiKeys), jwtBearer(jwt)) : bearerKeys(apiKeys);
