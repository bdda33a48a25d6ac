/** Amounts of money are decimal text, and are reckoned with as whole numbers of their smallest part: no digit is ever lost. */

const fractionOf = (amount: string) => amount.split(".")[1] ?? "";

/** How many of its parts an amount is, where a part has so many digits behind the point. */
const toParts = (amount: string, digits: number): bigint =>
  BigInt(amount.replace(".", "") + "0".repeat(digits - fractionOf(amount).length));

/** Without zeros that say nothing. */
function toText(parts: bigint, digits: number): string {
  const text = String(parts < 0n ? -parts : parts).padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  const whole = text.slice(0, text.length - digits);
  return `${parts < 0n ? "-" : ""}${whole}${digits > 0 && fraction ? `.${fraction}` : ""}`;
}

const digitsOf = (amounts: readonly string[]) => Math.max(0, ...amounts.map((amount) => fractionOf(amount).length));

/** The exact sum of amounts, each so many times. */
export function sumOf(items: readonly { readonly amount: string; readonly count: number }[]): string {
  const digits = digitsOf(items.map(({ amount }) => amount));
  const sum = items.reduce((total, { amount, count }) => total + toParts(amount, digits) * BigInt(count), 0n);
  return toText(sum, digits);
}

/** Whether one amount is less than another one. */
export function isLess(one: string, other: string): boolean {
  const digits = digitsOf([one, other]);
  return toParts(one, digits) < toParts(other, digits);
}

/** Whether two amounts are the same, as 180 and 180.00 are. */
export const isSameAmount = (one: string, other: string): boolean => !isLess(one, other) && !isLess(other, one);

/** A percentage of an amount. */
export function percentOf(amount: string, percent: number): string {
  const digits = fractionOf(amount).length;
  return toText(toParts(amount, digits) * BigInt(percent), digits + 2);
}
