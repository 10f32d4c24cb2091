const EMAIL = /[^\s"'<>(),:;]+@[^\s"'<>(),:;]+/g;
/** Also what was cut off before its end; the apostrophe of a word is none. */
const QUOTED = /"[^"]*("|$)|(?<!\p{L})'[^']*('|$)|`[^`]*(`|$)|[“„][^“”]*([“”]|$)|‘[^’]*(’|$)/gu;
const ADDRESS = /\b[a-z]+:\/\/\S+/gi;
/** Ids, tokens and hashes have a digit or an underscore in a word; numbers are nothing but digits. */
const WORD_WITH_DIGIT = /[\p{L}\p{N}_-]*[\p{N}_][\p{L}\p{N}_-]*/gu;
const LENGTH_MAX = 300;

/**
 * A message without the values that it speaks of: what stands in quotes, addresses, ids and numbers. What is left says
 * what went wrong, and nothing of whom.
 */
export function withoutValues(message: string): string {
  return message
    .slice(0, 2 * LENGTH_MAX)
    .replace(ADDRESS, "<address>")
    .replace(EMAIL, "<e-mail>")
    .replace(QUOTED, "<text>")
    .replace(WORD_WITH_DIGIT, "<value>")
    .slice(0, LENGTH_MAX);
}
