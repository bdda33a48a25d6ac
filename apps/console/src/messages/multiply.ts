/** A price as decimal text, so many times: no digit is lost. */
export function multiply(amount: string, times: number): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  const product = (BigInt(whole + fraction) * BigInt(times)).toString().padStart(fraction.length + 1, "0");
  if (fraction === "") return product;
  return `${product.slice(0, -fraction.length)}.${product.slice(-fraction.length)}`;
}
