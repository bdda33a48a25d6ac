/*
 * What @nxzalo/node uses of undici, which stands for the whole in the gateway's bundle: undici's own entry loads its fetch, its caches and its
 * mocks as well, which take as long as all the rest (decision 16). The lockfile holds its version.
 */
import connect from "undici/lib/api/api-connect.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import ProxyAgent from "undici/lib/dispatcher/env-http-proxy-agent.js";

export { default as Pool } from "undici/lib/dispatcher/pool.js";

/** By `connect`, which undici's own entry gives to every dispatcher, a proxy is asked for its tunnel. */
function withTunnels(agent) {
  Dispatcher.prototype.connect = connect;
  return agent;
}

export const EnvHttpProxyAgent = withTunnels(ProxyAgent);
