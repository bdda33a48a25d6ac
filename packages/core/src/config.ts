/**
 * The configuration of a client, read of environment variables or a Worker's bindings, without the client.
 *
 * @module
 */
export { configFromEnv, type EnvRecord, type NxZaloConfig } from "./config/env.ts";
