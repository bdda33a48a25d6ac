/** Stands for NXCLOUD's code -1, which has no sign to spare. */
const minusOne = "99991";

/** A code of NXCLOUD's in the digits of a magic phone or template id. */
export const digitsOfCode = (code: number): string => (code === -1 ? minusOne : String(code));

/** The code that such digits stand for. */
export const codeOfDigits = (digits: string | undefined): number | undefined => {
  if (digits === undefined) return undefined;
  return digits === minusOne ? -1 : Number(digits);
};

/** Zalo's codes are negative: their digits stand without the sign. */
export const zaloCodeOfDigits = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : -Number(digits);
