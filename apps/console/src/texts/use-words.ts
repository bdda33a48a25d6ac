import { createFormat, type Format } from "../format.ts";
import { type Language, language } from "../preferences.ts";
import { useStore } from "../store.ts";
import { en } from "./en.ts";
import { type Texts, vi } from "./vi.ts";

/** What the page says, and how it writes numbers and times, in a language. */
export interface Words {
  readonly language: Language;
  readonly t: Texts;
  readonly format: Format;
}

const words: Readonly<Record<Language, Words>> = {
  vi: { language: "vi", t: vi, format: createFormat("vi") },
  en: { language: "en", t: en, format: createFormat("en") },
};

/** In the language that is chosen. */
export const useWords = (): Words => words[useStore(language)];
