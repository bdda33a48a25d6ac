let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character each (grapheme clusters, Unicode's UAX 29). */
function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter("vi", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many characters a text has, as its reader counts them. */
export const countCharacters = (text: string): number => charactersOf(text).length;

/** A text of at most `limit` characters: what is left of a longer one is whole, and ends with `…` without a space before it. */
export function shorten(text: string, limit: number): string {
  const characters = charactersOf(text);
  if (characters.length <= limit) return text;
  const left = characters.slice(0, limit - 1);
  while (left.at(-1)?.trim() === "") left.pop();
  return `${left.join("")}…`;
}
