/** Runs both `rounds` times in turn, each first every other time, after one round that does not count. */
export async function interleave<T>(
  rounds: number,
  ours: () => Promise<T> | T,
  theirs: () => Promise<T> | T,
): Promise<[ours: T, theirs: T][]> {
  const pairs: [T, T][] = [];
  for (let round = -1; round < rounds; round += 1) {
    const oursFirst = round % 2 === 0;
    const first = await (oursFirst ? ours() : theirs());
    const second = await (oursFirst ? theirs() : ours());
    if (round >= 0) pairs.push(oursFirst ? [first, second] : [second, first]);
  }
  return pairs;
}
