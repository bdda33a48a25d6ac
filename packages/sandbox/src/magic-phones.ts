import { type Fault, faultNames } from "./faults.ts";

/** `849000` and five digits: init answers that code; 99991 stands for -1. */
export function magicCode(phone: string): number | undefined {
  const digits = /^849000(\d{5})$/.exec(phone)?.[1];
  if (digits === undefined) return undefined;
  return digits === "99991" ? -1 : Number(digits);
}

/** `849003` and five digits: the fault at that place of the table, counted from 1. */
export function magicFault(phone: string): Fault | undefined {
  const digits = /^849003(\d{5})$/.exec(phone)?.[1];
  return digits === undefined ? undefined : faultNames[Number(digits) - 1];
}

/** The magic number of a code. */
export const phoneForCode = (code: number): string => `849000${code === -1 ? "99991" : String(code).padStart(5, "0")}`;

/** The magic number of a fault. */
export const phoneForFault = (fault: Fault): string =>
  `849003${String(faultNames.indexOf(fault) + 1).padStart(5, "0")}`;
