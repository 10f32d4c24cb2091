import { isTimeZone } from "../../kernel/local-date.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";

export const NAME_MAX = 100;

/** A BCP 47 tag in its canonical form, as `Intl` knows it. */
export function localeFrom(value: string, invalid: InvalidFields, path: readonly string[]): string {
  try {
    if (value.length <= 35) return Intl.getCanonicalLocales(value)[0] ?? "en";
  } catch {
    // Not a language tag: reported below.
  }
  invalid.add(path, "MALFORMED", 'This is not a language tag such as "de-AT".');
  return "en";
}

export function timeZoneFrom(value: string, invalid: InvalidFields, path: readonly string[]): string {
  if (value.length > 64 || !isTimeZone(value)) {
    invalid.add(path, "MALFORMED", 'This is not a time zone such as "Europe/Vienna".');
  }
  return value;
}
