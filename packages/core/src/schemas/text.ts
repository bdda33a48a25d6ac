/** Marks that are copied along with a text and cannot be seen: they make two texts of one. */
export const invisibleCharacters = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Half of a character: it cannot be encoded, and would arrive as U+FFFD. */
export const loneSurrogate = /\p{Cs}/u;
