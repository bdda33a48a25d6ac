import { createStore } from "./store.ts";

export type Language = "vi" | "en";
export type Theme = "light" | "dark";

/** Browsers that keep nothing for a page throw at the first look. */
function readKept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the page is closed.
  }
}

const prefersDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** Vietnamese unless someone chose otherwise. */
export const language = createStore<Language>(readKept("nxzalo-language") === "en" ? "en" : "vi");

const keptTheme = readKept("nxzalo-theme");
/** As the system has it unless someone chose otherwise. */
export const theme = createStore<Theme>(
  keptTheme === "light" || keptTheme === "dark" ? keptTheme : prefersDark() ? "dark" : "light",
);

function apply(): void {
  document.documentElement.lang = language.read();
  document.documentElement.dataset["theme"] = theme.read();
}

export function chooseLanguage(chosen: Language): void {
  keep("nxzalo-language", chosen);
  language.write(chosen);
}

export function chooseTheme(chosen: Theme): void {
  keep("nxzalo-theme", chosen);
  theme.write(chosen);
}

/** Applies them to the document, now and at each change; follows the system's theme until one is chosen. */
export function startPreferences(): void {
  apply();
  language.watch(apply);
  theme.watch(apply);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (readKept("nxzalo-theme") === null) theme.write(matches ? "dark" : "light");
  });
}
