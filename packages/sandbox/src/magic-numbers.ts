import { type Fault, faultNames } from "./faults.ts";

/**
 * Magic numbers: phone numbers and template ids that make the sandbox answer with a code, a failure or a fault.
 *
 * @module
 */

/** Stands for NXCLOUD's code -1, which has no sign to spare. */
const minusOne = "99991";

/** A code of NXCLOUD's in the digits of a magic phone or template id. */
const digitsOfCode = (code: number): string => (code === -1 ? minusOne : String(code));

/** The code that such digits stand for. */
const codeOfDigits = (digits: string | undefined): number | undefined => {
  if (digits === undefined) return undefined;
  return digits === minusOne ? -1 : Number(digits);
};

/** Zalo's codes are negative: their digits stand without the sign. */
const zaloCodeOfDigits = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : -Number(digits);

const magicPhone = (prefix: string, digits: string | number) => `${prefix}${String(digits).padStart(5, "0")}`;

const digitsAfter = (prefix: string, phone: string) => new RegExp(`^${prefix}(\\d{5})$`).exec(phone)?.[1];

/** `849000` and five digits: init and mt answer that code; 99991 stands for -1. */
export const codeOfPhone = (phone: string): number | undefined => codeOfDigits(digitsAfter("849000", phone));

/** `849001` and five digits: mt accepts, and the receipt gives that failure of Zalo's. */
export const zaloCodeOfPhone = (phone: string): number | undefined => zaloCodeOfDigits(digitsAfter("849001", phone));

/** `849002` and five digits: init gives a token that check answers that code for. */
export const checkCodeOfPhone = (phone: string): number | undefined => codeOfDigits(digitsAfter("849002", phone));

/** `849003` and five digits: the fault at that place of the table, counted from 1. */
export const faultOfPhone = (phone: string): Fault | undefined => faultNames[Number(digitsAfter("849003", phone)) - 1];

/**
 * The number that `initJourneyToken` and `sendTemplate` answer with a code of NXCLOUD's.
 *
 * @example
 * ```ts
 * import { phoneForCode } from "@nxzalo/sandbox";
 *
 * phoneForCode(17009); // "84900017009"
 * ```
 */
export const phoneForCode = (code: number): string => magicPhone("849000", digitsOfCode(code));

/**
 * The number that messages fail for with a code of Zalo's own: accepted, then a `failed` receipt.
 *
 * @example
 * ```ts
 * import { phoneForZaloCode } from "@nxzalo/sandbox";
 *
 * phoneForZaloCode(-118); // "84900100118"
 * ```
 */
export const phoneForZaloCode = (zaloCode: number): string => magicPhone("849001", Math.abs(zaloCode));

/**
 * The number whose tokens `checkJourneyToken` answers with a code of NXCLOUD's. They are created, and can be sent on.
 *
 * @example
 * ```ts
 * import { phoneForCheckCode } from "@nxzalo/sandbox";
 *
 * phoneForCheckCode(9001); // "84900209001"
 * ```
 */
export const phoneForCheckCode = (code: number): string => magicPhone("849002", digitsOfCode(code));

/**
 * The number that makes a fault, with `initJourneyToken` and `sendTemplate`.
 *
 * @example
 * ```ts
 * import { phoneForFault } from "@nxzalo/sandbox";
 *
 * phoneForFault("html_502"); // "84900300004"
 * ```
 */
export const phoneForFault = (fault: Fault): string => magicPhone("849003", faultNames.indexOf(fault) + 1);

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

/** `failed-` and digits: mt accepts, and the receipt gives that failure of Zalo's. */
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
