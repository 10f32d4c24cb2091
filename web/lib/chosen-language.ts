/** Where the choice is kept: in a cookie, so that the server can write the landing in it. */
const COOKIE = "language";
const YEAR_SECONDS = 365 * 24 * 3_600;

/** The language that somebody chose in this browser; null where nobody did. */
export function chosenLanguage(): string | null {
  return new RegExp(`(?:^|; )${COOKIE}=([a-z]+)`).exec(document.cookie)?.[1] ?? null;
}

/** Remembers a language for pages that do not know yet who reads them. */
export function rememberLanguage(language: string): void {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** The tag to begin with: the browser's own, unless another language was chosen. */
export function firstLanguage(): string {
  const chosen = chosenLanguage();
  return chosen === null || navigator.language.startsWith(chosen) ? navigator.language : chosen;
}
