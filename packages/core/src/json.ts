const idNames = new Set(["journeyId", "appId", "oaId", "requestId", "msg_id"]);

/**
 * Parses what NXCLOUD sends. Its ids go beyond 2^53: where one comes as a number and the runtime shows a number's source text, its
 * digits are kept.
 *
 * @throws SyntaxError
 */
export const parseJson = (text: string): unknown =>
  JSON.parse(text, (key: string, value: unknown, context?: { readonly source?: string }) =>
    Number.isInteger(value) && idNames.has(key) ? (context?.source ?? value) : value,
  );
