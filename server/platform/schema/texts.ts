import type { InvalidFields } from "./refusals.js";

/** The characters of a text as a person counts them, close enough: Unicode code points. */
function lengthOf(text: string): number {
  return [...text].length;
}

/** Control characters (but line breaks and tabs) and lone surrogates have no place in what people write. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/**
 * A text of `min` to `max` characters, without the white space around it; problems go into `invalid`. A text of one
 * line, as most are, has spaces where somebody pasted line breaks or tabs.
 */
export function textFrom(
  value: string,
  limits: { min: number; max: number; multiline?: boolean },
  invalid: InvalidFields,
  path: readonly string[],
): string {
  // A megabyte of text is refused before anybody counts its characters.
  if (value.length > limits.max * 8) {
    invalid.add(path, "TOO_LONG", `At most ${limits.max} characters.`);
    return "";
  }
  const text = (limits.multiline ? value : value.replace(/[\r\n\t\u2028\u2029]+/g, " ")).trim();
  const length = lengthOf(text);
  if (UNPRINTABLE.test(text)) invalid.add(path, "MALFORMED", "This holds characters that cannot be shown.");
  else if (length < limits.min) {
    if (length === 0) invalid.add(path, "REQUIRED", "This cannot be empty.");
    else invalid.add(path, "TOO_SHORT", `At least ${limits.min} characters.`);
  } else if (length > limits.max) invalid.add(path, "TOO_LONG", `At most ${limits.max} characters.`);
  return text;
}

const EMAIL =
  /^[^\s\p{Cc}@"(),:;<>[\]\\]{1,64}@(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u;

/** An e-mail address in the one form in which addresses are compared: trimmed, in lower case. */
export function emailFrom(value: string, invalid: InvalidFields, path: readonly string[]): string {
  const email = value.trim().toLowerCase().normalize("NFC");
  if (email.length > 254 || !EMAIL.test(email)) invalid.add(path, "MALFORMED", "This is not an e-mail address.");
  return email;
}
