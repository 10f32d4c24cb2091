/** Digits that are read where a letter stands. */
const LETTER_OF: Readonly<Record<string, string>> = { "0": "o", "1": "l", "5": "s", "8": "b", "|": "l", "€": "e" };

/** The text in small letters without accents. */
export function plainText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/gu, "ss").toLowerCase();
}

/** Likewise, sign by sign, so that it is as long as it was. */
export function plainSigns(text: string): string {
  // Most rows have no sign with an accent, and of those nothing is to be looked at one by one.
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase();
  return [...text].map((sign) => (plainText(sign).length === sign.length ? plainText(sign) : sign)).join("");
}

/** Its words as plain letters; a digit inside of a word is the letter that looks like it. */
export function lettersOf(text: string): string[] {
  return plainText(text)
    .replace(/'/gu, "")
    .replace(/(?<=[a-z])[0158|€](?=[a-z])|\b[015]{1,2}(?=[a-z]{3})|(?<=[a-z]{3})[015|]\b/gu, (digits) =>
      [...digits].map((digit) => LETTER_OF[digit] ?? digit).join(""),
    )
    .split(/[^a-z]+/u)
    .filter((word) => word !== "");
}

/** A phrase that is looked for. */
export interface Phrase {
  /** Its letters, without blanks and signs. */
  readonly letters: string;
  readonly parts: readonly string[];
}

export function phraseOf(text: string): Phrase {
  return { letters: text.replace(/[^a-z]/gu, ""), parts: text.split(" ") };
}

/** Words that a phrase is looked for in: each alone, and all run together. */
export interface Searched {
  readonly words: readonly string[];
  readonly run: string;
}

/**
 * Whether the words hold the phrase: also run together, and, where it has `nearly` letters or more, with one of them read
 * wrongly. A word that is `known` is no other one: "charge" is not "change".
 */
export function holdsPhrase(
  { words, run }: Searched,
  phrase: Phrase,
  known: ReadonlySet<string>,
  nearly: number,
): boolean {
  const { letters, parts } = phrase;
  if (words.includes(letters)) return true;
  const { length } = letters;
  if (length >= 6 && run.includes(letters) && !words.some((word) => known.has(word) && word.includes(letters)))
    return true;
  if (length >= 7 && length >= nearly && isNearly(run, letters)) return true;
  if (parts.length > 1) return length < 6 && hasNeighbours(words, parts);
  return (
    length >= nearly && words.some((word) => !known.has(word) && (isNearly(word, letters) || word.endsWith(letters)))
  );
}

function hasNeighbours(found: readonly string[], parts: readonly string[]): boolean {
  return found.some((_, at) => parts.every((part, index) => found[at + index] === part));
}

/** Whether one letter more, less or other makes the one word of the other; a word of another length begins alike. */
export function isNearly(word: string, sought: string): boolean {
  if (word === sought) return true;
  if (word.length !== sought.length && word[0] !== sought[0]) return false;
  const [short, long] = word.length < sought.length ? [word, sought] : [sought, word];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const rest = short.length === long.length ? short.slice(at + 1) : short.slice(at);
  return rest === long.slice(at + 1);
}

/** How alike two texts are, 0 to 1: by how many letters must change, of those there are. */
export function likeness(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : 1 - distanceOf(one, other) / longest;
}

function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      next.push(Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + same));
    }
    row = next;
  }
  return row[other.length]!;
}

/** Names from this likeness on are two readings of one. */
const NAMES_ALIKE = 0.7;

/** Whether two names are readings of one: signs, blanks and a few letters may differ. */
export function areNamesAlike(one: string, other: string): boolean {
  return nameLikeness(one, other) >= NAMES_ALIKE;
}

/** How alike the letters and digits of two names are, 0 to 1. */
export function nameLikeness(one: string, other: string): number {
  return likeness(nameLetters(one), nameLetters(other));
}

function nameLetters(name: string): string {
  return plainText(name).replace(/[^a-z0-9]/gu, "");
}
