/**
 * NXCLOUD's Zalo API, emulated. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type SandboxCredentials, sandboxAppKeys, sandboxCredentials } from "./account.ts";
export { type Fault, faultNames } from "./faults.ts";
export { phoneForCheckCode, phoneForCode, phoneForFault, phoneForZaloCode } from "./magic/phones.ts";
export {
  type TemplateBehaviour,
  templateBehaviours,
  templateIdFor,
  templateIdForCode,
  templateIdForZaloCode,
} from "./magic/templates.ts";
export type { ReceiptBody } from "./receipts/bodies.ts";
export type { ReceiptFetch } from "./receipts/post.ts";
export type { DeliverOptions, DeliveryReport, SandboxReceipt } from "./receipts/queue.ts";
export { createSandbox, type Sandbox, type SandboxCall } from "./sandbox.ts";
export type { SandboxOptions } from "./sandbox-options.ts";
