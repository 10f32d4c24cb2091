import { isTimeZone } from "../../kernel/local-date.js";
import { requireCurrency } from "../../platform/schema/money.js";
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

/** What a new account may say of itself beside its name, each with what it is where it is left out. */
export function newProfileFrom(
  input: {
    readonly preferredCurrency?: string | null;
    readonly locale?: string | null;
    readonly timeZone?: string | null;
  },
  invalid: InvalidFields,
) {
  const profile = {
    preferredCurrency: input.preferredCurrency ?? "EUR",
    locale: localeFrom(input.locale ?? "en", invalid, ["locale"]),
    timeZone: timeZoneFrom(input.timeZone ?? "UTC", invalid, ["timeZone"]),
  };
  requireCurrency(profile.preferredCurrency, [], invalid, ["preferredCurrency"]);
  return profile;
}
