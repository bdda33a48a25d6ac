import { codeOfDigits, digitsOfCode, zaloCodeOfDigits } from "./codes.ts";

/** What else a template id can bring about: the id is the name itself. */
export const templateBehaviours = [
  "duplicates",
  "shuffled",
  "undelivered",
  "unacknowledged",
  "silent",
  "no-request-id",
  "bare-acknowledged",
  "bare-time-out",
  "cost-on-delivered",
  "unknown-status",
  "extra-fields",
] as const;

/** One of {@link templateBehaviours}. */
export type TemplateBehaviour = (typeof templateBehaviours)[number];

export const behaviourOf = (templateId: string): TemplateBehaviour | undefined =>
  templateBehaviours.find((name) => name === templateId);

/** `code-` and digits: mt answers that code; 99991 stands for -1. */
export const codeOfTemplate = (templateId: string): number | undefined =>
  codeOfDigits(/^code-(\d{1,5})$/.exec(templateId)?.[1]);

/** `failed-` and digits: mt accepts, and the receipt tells that failure of Zalo's. */
export const zaloCodeOfTemplate = (templateId: string): number | undefined =>
  zaloCodeOfDigits(/^failed-(\d{1,5})$/.exec(templateId)?.[1]);

/**
 * The template id that brings something about; the README says what.
 *
 * @example
 * ```ts
 * import { templateIdFor } from "@nxzalo/sandbox";
 *
 * templateIdFor("duplicates"); // every receipt comes twice
 * ```
 */
export const templateIdFor = (behaviour: TemplateBehaviour): string => behaviour;

/**
 * The template id that `sendTemplate` answers with a code of NXCLOUD's, whatever the phone.
 *
 * @example
 * ```ts
 * import { templateIdForCode } from "@nxzalo/sandbox";
 *
 * templateIdForCode(17009); // "code-17009"
 * ```
 */
export const templateIdForCode = (code: number): string => `code-${digitsOfCode(code)}`;

/**
 * The template id that messages fail for with a code of Zalo's own: accepted, then a `failed` receipt.
 *
 * @example
 * ```ts
 * import { templateIdForZaloCode } from "@nxzalo/sandbox";
 *
 * templateIdForZaloCode(-118); // "failed-118"
 * ```
 */
export const templateIdForZaloCode = (zaloCode: number): string => `failed-${Math.abs(zaloCode)}`;
