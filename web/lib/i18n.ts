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
  imports: {
    en: () => import("../messages/imports/en.json"),
    de: () => import("../messages/imports/de.json"),
  },
  receipts: {
    en: () => import("../messages/receipts/en.json"),
    de: () => import("../messages/receipts/de.json"),
  },
  statistics: {
    en: () => import("../messages/statistics/en.json"),
    de: () => import("../messages/statistics/de.json"),
  },
  why: {
    en: () => import("../messages/why/en.json"),
    de: () => import("../messages/why/de.json"),
  },
  notifications: {
    en: () => import("../messages/notifications/en.json"),
    de: () => import("../messages/notifications/de.json"),
  },
} satisfies Record<string, typeof catalogues>;
type WordsPart = keyof typeof parts;
/** The parts that somebody has asked for; they follow from one language to the next. */
const asked = new Set<WordsPart>();
const fetched = new Map<string, Promise<void>>();
/** The language that is spoken, or about to be; null until anybody has said. */
let coming: Language | null = null;

/** Adds texts to those of a language that are there, whichever come first. */
async function addTo(language: Language, load: () => Promise<{ default: object }>): Promise<void> {
  const { default: words } = await load();
  i18next.addResourceBundle(language, "translation", words, true, true);
}

/** Texts in a language, fetched once; what failed is fetched again by whoever asks next. Without a part, those of all pages. */
function wordsIn(language: Language, part?: WordsPart): Promise<void> {
  const key = `${language} ${part}`;
  const known = fetched.get(key);
  if (known) return known;
  const fetching = addTo(language, (part ? parts[part] : catalogues)[language]);
  fetched.set(key, fetching);
  fetching.catch(() => fetched.delete(key));
  return fetching;
}

/** Fetches the texts of a part, in the language of now and in whichever follows. */
export function addWords(part: WordsPart): Promise<void> {
  asked.add(part);
  return wordsIn(coming ?? languageOf(firstLocale()), part);
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
  coming = language;
  await wordsIn(language);
  // A page without its own words is better than none.
  await Promise.allSettled([...asked].map((part) => wordsIn(language, part)));
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
