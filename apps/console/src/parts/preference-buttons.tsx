import { chooseLanguage, chooseTheme, theme } from "../preferences.ts";
import { useStore } from "../store.ts";
import { useWords } from "../texts/use-words.ts";
import { Icon } from "./icons.tsx";

/** The other language, and the other theme. */
export function PreferenceButtons() {
  const { t, language } = useWords();
  const present = useStore(theme);
  const other = present === "dark" ? "light" : "dark";
  return (
    <div class="preferences">
      <button
        type="button"
        class="button quiet"
        title={t.preferences.languageLabel}
        onClick={() => chooseLanguage(language === "vi" ? "en" : "vi")}
      >
        <span lang={language === "vi" ? "en" : "vi"}>{t.preferences.language}</span>
      </button>
      <button
        type="button"
        class="button quiet icon-only"
        aria-label={t.preferences[other]}
        onClick={() => chooseTheme(other)}
      >
        <Icon name={other === "dark" ? "moon" : "sun"} />
      </button>
    </div>
  );
}
