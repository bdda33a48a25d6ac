import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { configError } from "./config-error.ts";
import type { PoolLimits } from "./limits.ts";

// Said aloud, so that not even a forgotten NODE_TLS_REJECT_UNAUTHORIZED=0 sends signed requests to just anybody.
const verified = { rejectUnauthorized: true };

const optionsOf = (limits: PoolLimits): Pool.Options => ({
  connections: limits.connections,
  pipelining: 1,
  // HTTP/2 would put all calls on one connection, and undici repeats there by itself what a server's GOAWAY cut off.
  allowH2: false,
  connectTimeout: limits.connectTimeoutMs,
  headersTimeout: limits.headersTimeoutMs,
  bodyTimeout: limits.bodyTimeoutMs,
  connect: verified,
});

export const createPool = (origin: string, limits: PoolLimits): Dispatcher => new Pool(origin, optionsOf(limits));

const proxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];

/**
 * Connections through the proxy that the environment names; `undefined` where it names none.
 *
 * @throws ConfigError where a variable is no URL of a proxy.
 */
export function proxyFromEnv(limits: PoolLimits): Dispatcher | undefined {
  const named = proxyVariables.filter((name) => process.env[name]);
  if (named.length === 0) return undefined;
  try {
    return new EnvHttpProxyAgent({
      ...optionsOf(limits),
      requestTls: verified,
      proxyTls: verified,
      // A proxy that takes the connection but never opens the tunnel must not hold a place for undici's 5 minutes.
      clientFactory: (proxy, given) => new Pool(proxy, { ...given, headersTimeout: limits.connectTimeoutMs }),
    });
  } catch {
    // undici's own error quotes the URL, and a proxy's password stands in it.
    const message = "must be the URL of a proxy, such as http://proxy.example:3128";
    throw configError(named.map((name) => ({ path: [name], message })));
  }
}
