import { REGIONS } from "../../server/kernel/region.js";
import type { Language } from "./locale.js";

/** Where most of those who read a language's words are. */
const FIRST: Readonly<Record<Language, readonly string[]>> = {
  en: ["US", "GB", "IE", "CA", "AU", "NZ", "IN", "ZA", "SG", "PH"],
  de: ["DE", "AT", "CH", "LI", "LU", "BE"],
};

export interface Region {
  readonly code: string;
  readonly name: string;
}

/** What a country is called in a language. */
export function regionName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
}

/** All countries by their names: those of the language, and the rest. */
export function regionsFor(language: Language): {
  readonly first: readonly Region[];
  readonly others: readonly Region[];
} {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const region = (code: string): Region => ({ code, name: names.of(code) ?? code });
  const { compare } = new Intl.Collator(language);
  const others = REGIONS.filter((code) => !FIRST[language].includes(code)).map(region);
  return { first: FIRST[language].map(region), others: others.sort((a, b) => compare(a.name, b.name)) };
}
