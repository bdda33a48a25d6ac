/** How a number of a sheet is shown. */
export type NumberFormat =
  | { readonly kind: "date" | "time" | "moment" }
  /** Hours that go on after 24. */
  | { readonly kind: "duration" }
  /** As many digits, with zeros in front. */
  | { readonly kind: "digits"; readonly count: number }
  | { readonly kind: "number" };

const number: NumberFormat = { kind: "number" };

// The formats that have no text in the file. Source: ECMA-376, part 1, 18.8.30; 27-36 and 50-58 are days in East Asian editions.
const builtIn = new Map<number, NumberFormat>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, { kind: "date" }] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, { kind: "time" }] as const),
  [22, { kind: "moment" }],
  [46, { kind: "duration" }],
]);

/** A format's letters: the first section, without texts, colours, conditions and locales. */
const lettersOf = (code: string) =>
  code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!(?:h+|m+|s+)\])[^[\]]*\]/gi, "")
    .split(";")[0]
    ?.toLowerCase() ?? "";

/** Reads a format's code, such as `dd/mm/yyyy hh:mm` or `0000000000`. */
export function readNumberFormat(code: string): NumberFormat {
  const letters = lettersOf(code);
  if (/\[[hms]+\]/.test(letters)) return { kind: "duration" };
  const hasDay = /[dy]/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters));
  const hasHour = /[hs]/.test(letters);
  // "General", "Standard" and their like are words, and `#` is no part of a date.
  if ((hasDay || hasHour) && !/[#?]|general|standard/.test(letters)) {
    if (hasDay && hasHour) return { kind: "moment" };
    return { kind: hasDay ? "date" : "time" };
  }
  // 0000000000, or 0000 000 000 with its spaces escaped or not.
  const digits = code.split(";")[0]?.replace(/\\(?=[ -])|"(?=[ -]*")|"/g, "") ?? "";
  return /^0[0 -]*0$/.test(digits) ? { kind: "digits", count: digits.replace(/[^0]/g, "").length } : number;
}

/** The format of an id, by the codes that the file gives. */
export const numberFormatOf = (id: number, codes: ReadonlyMap<number, string>): NumberFormat => {
  const code = codes.get(id);
  return code === undefined ? (builtIn.get(id) ?? number) : readNumberFormat(code);
};
