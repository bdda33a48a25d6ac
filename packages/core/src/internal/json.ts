const longNumber = /[:[,]\s*-?\d{16}/;

/** How deep objects and lists may lie in each other: far more than NXCLOUD's do, and far less than any runtime's stack holds. */
export const deepestNesting = 100;

/** How often a character stands in a text, as far as `most`. */
function countOf(character: string, text: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count < most; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** Whether objects and lists lie deeper in each other than {@link deepestNesting}; the text need not be JSON. */
export function isNestedTooDeep(text: string): boolean {
  // Each level takes a bracket, and looking for these is quicker than looking at every character.
  if (countOf("{", text, deepestNesting + 1) + countOf("[", text, deepestNesting + 1) <= deepestNesting) return false;
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInText && character === "\\") index++;
    else if (character === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > deepestNesting) return true;
  }
  return false;
}

/**
 * Parses what NXCLOUD sends. Its ids go beyond 2^53: where one comes as a number and the runtime shows a number's source text, its
 * digits are kept, as text.
 *
 * @throws SyntaxError, also where the text is nested too deep: what walks through the value may recurse.
 */
export function parseJson(text: string): unknown {
  if (isNestedTooDeep(text)) throw new SyntaxError(`nested deeper than ${deepestNesting}`);
  // Looking at every value costs more than the parsing, and few replies have such a number.
  if (!longNumber.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
  );
}
