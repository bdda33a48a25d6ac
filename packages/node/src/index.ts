/**
 * NXCLOUD's Zalo API for Node services. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { createNxZalo, type NodeNxZalo } from "./client.ts";
export type { NodeNxZaloOptions } from "./options.ts";
