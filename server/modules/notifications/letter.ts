import type { Language } from "./words.js";

/** One thing that a mail tells. */
export interface LetterItem {
  readonly text: string;
  readonly url: string;
  /** The moment, as the reader writes it. */
  readonly when: string;
}

/** All that a mail says. */
export interface LetterContent {
  readonly language: Language;
  readonly subject: string;
  readonly items: readonly LetterItem[];
  /** How many there are beside these. */
  readonly more: number;
  /** Of the list of all. */
  readonly url: string;
  readonly settingsUrl: string;
  readonly unsubscribeUrl: string;
}
