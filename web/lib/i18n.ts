import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { firstLanguage, rememberLanguage } from "./chosen-language.js";

const catalogues = {
  en: () => import("../messages/en.json"),
  de: () => import("../messages/de.json"),
};
type Language = keyof typeof catalogues;

/** What the profile offers: languages that have a catalogue, each with the places that write numbers their own way. */
export const LOCALES = ["en-US", "en-GB", "en-AU", "en-CA", "en-IN", "en-IE", "de-AT", "de-CH", "de-DE"];

/** The catalogue for a language tag; English where there is none. */
function languageOf(locale: string): Language {
  const language = locale.split("-")[0]!.toLowerCase();
  return language in catalogues ? (language as Language) : "en";
}

/** Whether numbers and dates can be written in this locale. */
function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** How numbers and dates are written; the texts follow its language. */
let locale = "en";

export function currentLocale(): string {
  return locale;
}

/** Speaks and counts as `tag` says from now on. */
export async function speak(tag: string): Promise<void> {
  const next = isLocale(tag) ? tag : "en";
  const language = languageOf(next);
  if (next === locale && i18next.language === next) return;
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await catalogues[language]()).default);
  }
  locale = next;
  document.documentElement.lang = language;
  await i18next.changeLanguage(next);
}

/** Speaks as somebody has chosen here, and begins so in this browser from now on. */
export async function speakAsChosen(tag: string): Promise<void> {
  await speak(tag);
  rememberLanguage(languageOf(tag));
}

/** Loads the texts for the browser's language, and no others; the profile's language follows once it is known. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: ["en"],
    load: "all",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(firstLanguage());
}
