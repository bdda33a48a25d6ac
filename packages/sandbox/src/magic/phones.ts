import { type Fault, faultNames } from "../faults.ts";
import { codeOfDigits, digitsOfCode, zaloCodeOfDigits } from "./codes.ts";

const magicPhone = (prefix: string, digits: string | number) => `${prefix}${String(digits).padStart(5, "0")}`;

const digitsAfter = (prefix: string, phone: string) => new RegExp(`^${prefix}(\\d{5})$`).exec(phone)?.[1];

/** `849000` and five digits: init and mt answer that code; 99991 stands for -1. */
export const codeOfPhone = (phone: string): number | undefined => codeOfDigits(digitsAfter("849000", phone));

/** `849001` and five digits: mt accepts, and the receipt tells that failure of Zalo's. */
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
