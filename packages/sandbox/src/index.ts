/**
 * NXCLOUD's Zalo API, emulated. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type Fault, faultNames } from "./faults.ts";
export {
  phoneForCheckCode,
  phoneForCode,
  phoneForFault,
  phoneForZaloCode,
  type TemplateBehaviour,
  templateBehaviours,
  templateIdFor,
  templateIdForCode,
  templateIdForZaloCode,
} from "./magic-numbers.ts";
export { type SandboxCredentials, type SandboxOptions, sandboxAppKeys, sandboxCredentials } from "./options.ts";
export type { ReceiptBody } from "./receipts/bodies.ts";
export type { ReceiptFetch } from "./receipts/post.ts";
export type { DeliverOptions, DeliveryReport, SandboxReceipt } from "./receipts/queue.ts";
export { createSandbox, type Sandbox, type SandboxCall } from "./sandbox.ts";
