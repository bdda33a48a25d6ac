/**
 * NXCLOUD's Zalo API, emulated. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type SandboxCredentials, sandboxAppKeys, sandboxCredentials } from "./account.ts";
export { type Fault, faultNames } from "./faults.ts";
export { phoneForCode, phoneForFault } from "./magic-phones.ts";
export { createSandbox, type Sandbox, type SandboxCall, type SandboxOptions } from "./sandbox.ts";
