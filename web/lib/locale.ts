/** The languages that there are words in. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where English puts the month before the day. */
const MONTH_FIRST = new Set(["US", "AS", "CA", "GU", "MH", "MP", "PH", "PR", "UM", "VI"]);

/** A tag as the platform understands it; plain English for what is none, as old accounts may have. */
function parsed(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag);
  } catch {
    return new Intl.Locale("en");
  }
}

/** The language of the words for a locale: English where there are none in its own. */
export function languageOf(tag: string): Language {
  const { language } = parsed(tag);
  return LANGUAGES.find((each) => each === language) ?? "en";
}

/** Where numbers and days are written as this locale does. */
export function regionOf(tag: string): string {
  const region = parsed(tag).maximize().region ?? "US";
  // Parts of the world have numbers for names, and no country's habits.
  return /^[A-Z]{2}$/.test(region) ? region : "US";
}

/** The one locale that an account keeps, of the two choices that make it. */
export function localeOf(language: Language, region: string): string {
  return `${language}-${region}`;
}

/** The locale that numbers are written in: a region writes them as its own people do, whatever the words are. */
export function numberLocale(tag: string): string {
  const { language } = parsed(tag);
  const region = regionOf(tag);
  const asked = LANGUAGES.some((each) => each === language) ? "und" : language;
  const own = new Intl.Locale(`${asked}-${region}`).maximize();
  // Other scripts bring digits and currency names of their own into a line of Latin words.
  return own.script === "Latn" ? `${own.language}-${region}` : localeOf(languageOf(tag), region);
}

/** The locale that days are written in: the language of the words, in the order of the region. */
export function dayLocale(tag: string): string {
  const language = languageOf(tag);
  const region = regionOf(tag);
  const wanted = localeOf(language, region);
  const isKnown = new Intl.DateTimeFormat(wanted).resolvedOptions().locale === wanted;
  return language === "en" && !isKnown && !MONTH_FIRST.has(region) ? "en-GB" : wanted;
}

/** A first guess for somebody of whom nothing is known yet: the browser's first language that names a place. */
export function guessedLocale(tags: readonly string[] = navigator.languages): string {
  const language = languageOf(tags.find((tag) => LANGUAGES.some((each) => each === parsed(tag).language)) ?? "en");
  const placed = tags.find((tag) => parsed(tag).region) ?? tags[0] ?? "en-US";
  return localeOf(language, regionOf(placed));
}
