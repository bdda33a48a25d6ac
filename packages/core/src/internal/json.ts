const longNumber = /[:[,]\s*-?\d{16}/;

/**
 * Parses what NXCLOUD sends. Its ids go beyond 2^53: where one comes as a number and the runtime shows a number's source text, its
 * digits are kept, as text.
 *
 * @throws SyntaxError
 */
export const parseJson = (text: string): unknown =>
  // Looking at every value costs more than the parsing, and few replies have such a number.
  !longNumber.test(text)
    ? JSON.parse(text)
    : JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
        Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
      );
