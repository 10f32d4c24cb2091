import { expect, test } from "@jest/globals";
import { activeCurrencies, minorDigits } from "../../kernel/currency.js";
import { Decimal } from "../../kernel/decimal.js";
import { minorFrom } from "../../kernel/money.js";
import { demoHoliday, demoLanguage } from "./demo-holiday.js";
import { believable } from "./price-level.js";

test.each([
  ["EUR", "640.00"],
  ["SEK", "6400.00"],
  ["JPY", "64000"],
  ["KRW", "640000"],
  ["IDR", "6400000.00"],
  ["KWD", "640.000"],
  ["CLF", "640.0000"],
])("in %s the cabin costs %s", (currency, amount) => {
  expect(believable(640_00, currency)).toBe(amount);
});

test("in every currency amounts are whole minor units, and bills and payers come to their totals", () => {
  for (const currency of activeCurrencies) {
    const minor = (amount: string) => minorFrom(Decimal.parse(amount)!, currency) as bigint;
    for (const { amount, items = [], paid } of demoHoliday("en", currency).expenses) {
      expect(typeof minor(amount)).toBe("bigint");
      const parts = [items.map((item) => item.amount), paid.map(([, part]) => part).filter((part) => part !== null)];
      for (const part of parts.filter(({ length }) => length > 0)) {
        expect(part.reduce((sum, each) => sum + minor(each), 0n)).toBe(minor(amount));
      }
    }
    expect(minorDigits(currency)).toBe(believable(1, currency).split(".")[1]?.length ?? 0);
  }
});

test("it is told in German to whoever reads German, and in English to all others", () => {
  expect(["de", "de-AT", "en-GB", "fr", "und"].map(demoLanguage)).toEqual(["de", "de", "en", "en", "en"]);
  const [english, german] = [demoHoliday("en", "EUR"), demoHoliday("de", "EUR")];
  expect(german.expenses.map(({ amount }) => amount)).toEqual(english.expenses.map(({ amount }) => amount));
  expect([english.name, german.name]).toEqual(["Two weeks at the lake", "Zwei Wochen am See"]);
});
