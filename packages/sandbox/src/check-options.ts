/** @throws TypeError for an option that does not exist: a misspelt one would silently mean its default. */
function refuseUnknown(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new TypeError(`${unknown.join(", ")}: no such option, there are ${known.join(", ")}`);
}

/** What an option may be, and how that is said. */
export type OptionRule = readonly [fits: (value: unknown) => boolean, message: string];

/** @throws TypeError for an option that does not exist or cannot work. */
export function checkOptions(options: object, rules: Readonly<Record<string, OptionRule>>): void {
  refuseUnknown(options, Object.keys(rules));
  for (const [name, value] of Object.entries(options)) {
    const [fits, message] = rules[name] as OptionRule;
    if (value !== undefined && !fits(value)) throw new TypeError(`${name} must be ${message}`);
  }
}

/* @__NO_SIDE_EFFECTS__ */
export const isWholeUpTo = (most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** Node's timers hold no more, and fire at once beyond it. */
export const longestTimer = 2_147_483_647;
