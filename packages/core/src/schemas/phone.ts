const separators = /[\s.\-‐-―()[\]]/g;

/** A phone number as NXCLOUD takes it, or what is wrong with it. */
export type PhoneReading = { readonly phone: string } | { readonly problem: string };

const problem = (message: string): PhoneReading => ({ problem: message });

/**
 * Reads a phone number as people write it (`+84 912 345 678`, `84.912.345.678`, and `0912 345 678` where a default country code
 * is given) into the digits that NXCLOUD takes: country code first, no plus sign, 8 to 15 of them.
 */
export function readPhone(text: string, defaultCountryCode?: string): PhoneReading {
  const compact = text.replace(separators, "");
  const digits = compact.replace(/^\+/, "");
  if (!/^\d+$/.test(digits)) return problem("must be a phone number: digits, with the country code first");
  if (compact.startsWith("00")) return problem("starts with 00: write + instead, as in +84…");
  // 84 is Vietnam, where a national number's 0 is never part of the international one.
  if (digits.startsWith("840")) return problem("drop the 0 after the country code: 84…, not 840…");
  if (compact.startsWith("+0")) return problem("no country code starts with 0: write it as +84…");
  if (digits.startsWith("0") && defaultCountryCode === undefined) {
    return problem(
      "give the country code in place of the leading 0, as in 84…, or set defaultCountryCode (NXCLOUD_DEFAULT_COUNTRY_CODE)",
    );
  }
  const phone = digits.startsWith("0") ? `${defaultCountryCode}${digits.slice(1)}` : digits;
  return phone.length >= 8 && phone.length <= 15 ? { phone } : problem("must have 8 to 15 digits");
}
