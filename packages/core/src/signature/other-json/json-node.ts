/** A JSON value whose numbers keep the text that they were written as. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "number" | "word"; readonly text: string };

/** The strings, numbers, words and signs of a JSON text, as they are written. A string that is not closed goes on to the end, and is read once. */
export const tokensOf = (json: string): string[] =>
  json.match(/"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)|[-+.\w]+|[{}[\],:]/g) ?? [];

export const isString = (token: string) => token.startsWith('"');

export const isNumber = (token: string) => /^[-\d]/.test(token);

/**
 * Parses JSON and keeps the digits of its numbers.
 *
 * @throws SyntaxError where it is no JSON; RangeError where it is nested too deep.
 */
export function parseNode(json: string): JsonNode {
  // Once this has taken it, the tokens need no more checks.
  JSON.parse(json);
  const tokens = tokensOf(json);
  let next = 0;
  const take = () => tokens[next++] ?? "";
  /** Reads up to the closing sign, which it takes with it. */
  const list = <Item>(end: string, readItem: () => Item): Item[] => {
    const items: Item[] = [];
    while (tokens[next] !== end) {
      if (tokens[next] === ",") take();
      items.push(readItem());
    }
    take();
    return items;
  };
  const readMember = (): [string, JsonNode] => {
    const name: string = JSON.parse(take());
    take();
    return [name, readValue()];
  };
  const readValue = (): JsonNode => {
    const token = take();
    if (token === "{") return { kind: "object", members: list("}", readMember) };
    if (token === "[") return { kind: "array", items: list("]", readValue) };
    if (isString(token)) return { kind: "string", text: JSON.parse(token) };
    return { kind: isNumber(token) ? "number" : "word", text: token };
  };
  return readValue();
}
