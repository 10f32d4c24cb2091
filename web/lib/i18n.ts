import i18next from "i18next";
import { use } from "react";
import { initReactI18next } from "react-i18next";
import { firstLocale, rememberLanguage } from "./chosen-language.js";
import { type Language, languageOf } from "./locale.js";

const catalogues: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  en: () => import("../messages/en.json"),
  de: () => import("../messages/de.json"),
};
/** Texts that some pages alone need, and that come with those: what all pages need, everybody waits for. */
const parts = {
  receipts: {
    en: () => import("../messages/receipts/en.json"),
    de: () => import("../messages/receipts/de.json"),
  },
} satisfies Record<string, typeof catalogues>;
type WordsPart = keyof typeof parts;
/** The parts that somebody has asked for, with the moment from which they are there. */
const asked = new Map<WordsPart, Promise<void>>();

async function loadPart(part: WordsPart, language: Language): Promise<void> {
  const { default: words } = await parts[part][language]();
  i18next.addResourceBundle(language, "translation", words, true, true);
}

/** Fetches the texts of a part, in the language of now and in whichever follows. */
export function addWords(part: WordsPart): Promise<void> {
  const known = asked.get(part);
  if (known) return known;
  const loading = loadPart(part, languageOf(i18next.language));
  asked.set(part, loading);
  // Whoever asks next tries again.
  loading.catch(() => asked.delete(part));
  return loading;
}

/** The page waits until the texts of a part are there. */
export function useWords(part: WordsPart): void {
  use(addWords(part));
}

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
    await Promise.all([...asked.keys()].map((part) => loadPart(part, language)));
  }
  locale = tag;
  document.documentElement.lang = language;
  // Said also when the region alone is another: whoever shows a number hears of it here.
  await i18next.changeLanguage(language);
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
  await speak(firstLocale());
}
