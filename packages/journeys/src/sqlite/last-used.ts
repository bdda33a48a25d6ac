/** Makes a value for each text, and keeps those of the texts that were used last. */
export function lastUsed<Value>(limit: number, make: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, Value>();
  return (text) => {
    const value = kept.get(text) ?? make(text);
    // In a map, what was set last stands last.
    kept.delete(text);
    kept.set(text, value);
    const [oldest = text] = kept.keys();
    if (kept.size > limit) kept.delete(oldest);
    return value;
  };
}
