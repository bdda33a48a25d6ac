/**
 * NXCLOUD's Zalo API for Node services. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
// Stays first: it is evaluated before undici is.
import "./node-version.ts";

export { createNxZalo, type NodeNxZalo } from "./client.ts";
export type { NodeNxZaloOptions } from "./options.ts";
