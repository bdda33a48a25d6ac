/** A currency by its three letters, in capitals; nothing where it is none. */
export function readCurrency(text: string): string | undefined {
  const currency = text.trim();
  return /^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : undefined;
}
