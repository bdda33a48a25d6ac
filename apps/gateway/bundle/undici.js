/*
 * What @nxzalo/node uses of undici, which stands for the whole in the gateway's bundle: undici's own entry loads its fetch, its caches and its
 * mocks as well, which take as long as all the rest (decision 16). The lockfile holds its version.
 */
export { default as EnvHttpProxyAgent } from "undici/lib/dispatcher/env-http-proxy-agent.js";
export { default as Pool } from "undici/lib/dispatcher/pool.js";
