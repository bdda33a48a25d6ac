/** What a value in a path has to look like; what is not listed may be anything. */
const shapes: Readonly<Record<string, RegExp>> = { journeyId: /^\d{1,40}$/ };

/** The values of a pattern's `:names` in a path, or `undefined` where it does not fit. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = part.slice(1);
    const isValue = part.startsWith(":") && value !== "" && (shapes[name]?.test(value) ?? true);
    if (isValue) values[name] = value;
    else if (part !== value) return undefined;
  }
  return values;
}
