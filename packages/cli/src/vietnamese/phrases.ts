/** A text in English, and in Vietnamese. */
export type Phrase = readonly [en: string, vi: string];

/** Gives a text with each of the phrases in it in Vietnamese. A phrase that is a part of another comes after it. */
export function createTranslation(phrases: readonly Phrase[]): (text: string) => string {
  const longestFirst = [...phrases].sort(([one], [other]) => other.length - one.length);
  return (text) => longestFirst.reduce((translated, [en, vi]) => translated.replaceAll(en, vi), text);
}
