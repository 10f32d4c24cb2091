import { guessedLocale } from "./locale.js";

/** Where the choice is kept: in a cookie, so that the server can write the landing in it. */
const COOKIE = "language";
const YEAR_SECONDS = 365 * 24 * 3_600;

/** The language that somebody chose in this browser; null where nobody did. */
function chosenLanguage(): string | null {
  return new RegExp(`(?:^|; )${COOKIE}=([a-z]+)`).exec(document.cookie)?.[1] ?? null;
}

/** Remembers a language for pages that do not know yet who reads them. */
export function rememberLanguage(language: string): void {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** The locale to begin with: the browser's own, in the language that was chosen if one was. */
export function firstLocale(): string {
  const chosen = chosenLanguage();
  return guessedLocale(chosen ? [chosen, ...navigator.languages] : navigator.languages);
}
