/** Makes a value for each text once. With `limit` of them it lets go of all and begins anew: to know which were used last would cost each use. */
export function madeOnce<Value>(limit: number, make: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= limit) made.clear();
    const value = make(text);
    made.set(text, value);
    return value;
  };
}
