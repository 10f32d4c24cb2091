import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { guessedLocale, type Language, languageOf } from "./locale.js";

const catalogues: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  en: () => import("../messages/en.json"),
  de: () => import("../messages/de.json"),
};
/** How numbers and days are written; the words follow its language. */
let locale = "en";

export function currentLocale(): string {
  return locale;
}

/** Speaks and counts as `tag` says from now on. */
export async function speak(tag: string): Promise<void> {
  const language = languageOf(tag);
  if (tag === locale && i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await catalogues[language]()).default);
  }
  locale = tag;
  document.documentElement.lang = language;
  // Said also when the region alone is another: whoever shows a number hears of it here.
  await i18next.changeLanguage(language);
}

/** Loads the texts for the browser's language; the profile's language follows once it is known. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: ["en"],
    load: "all",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const en = await catalogues.en();
  i18next.addResourceBundle("en", "translation", en.default);
  await speak(guessedLocale());
}
