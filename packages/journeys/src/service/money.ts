import type { Money } from "@nxzalo/core/journeys";

/** A number as people write it: no exponent. */
function plain(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const shift = Number(exponent);
  if (shift === 0) return text;
  const digits = `${"0".repeat(Math.max(0, 1 - shift - whole.length))}${whole}${fraction.padEnd(Math.max(0, shift), "0")}`;
  const point = Math.max(whole.length, 1 - shift) + shift;
  const rest = digits.slice(point);
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, "")}${rest && `.${rest}`}`;
}

const isDecimal = (text: string) => /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i.test(text);

/** What a receipt says that something costs; nothing where that cannot be read. */
export function parseMoney(cost: unknown): Money | undefined {
  const { currency, originalPrice } = (cost ?? {}) as { currency?: unknown; originalPrice?: unknown };
  const isPrice = typeof originalPrice === "number" || typeof originalPrice === "string";
  const text = isPrice ? String(originalPrice).trim() : "";
  if (typeof currency !== "string" || !isDecimal(text)) return undefined;
  return { amount: plain(text), currency };
}
