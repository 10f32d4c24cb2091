import { expect, test } from "@jest/globals";
import { readAmount, typedAmount } from "../../server/kernel/amount-input.js";
import { formattersOf } from "./format.js";

const LOCALES = ["fr-CH", "de-AT", "de-CH", "it-CH", "de-DE", "fr-FR", "en-US", "en-IN", "es-ES", "pl-PL", "sv-SE"];

/** Whatever is no digit between the first and the last of them. */
function signsOf(text: string): string[] {
  return [...(/\d.*\d/.exec(text)?.[0] ?? "").replace(/\d/g, "")];
}

test.each(LOCALES)("%s has one decimal sign and one for thousands in all that stands in one row", (locale) => {
  const format = formattersOf(locale);
  for (const currency of ["EUR", "CHF", "USD"]) {
    const value = { amount: "1234567.50", currency };
    const { whole, minor } = format.moneyPieces(value, false);
    expect(signsOf(whole + minor)).toEqual(signsOf(format.money(value)));
    const [decimal] = signsOf(format.money(value)).slice(-1);
    expect(minor[0]).toBe(decimal);
    expect(typedAmount("12.50", locale)).toBe(`12${decimal}50`);
    expect(format.number("2.5")).toBe(`2${decimal}5`);
    expect(format.rateNumber("0.8333333333")).toBe(`0${decimal}833333`);
    expect(readAmount(whole + minor, locale, 2)).toMatchObject({ ok: true, text: "1234567.50" });
    expect(readAmount(format.money(value), locale, 2, currency)).toMatchObject({ ok: true, text: "1234567.50" });
  }
});

test("amounts without decimals, and signs", () => {
  const format = formattersOf("en-US");
  expect(format.moneyPieces({ amount: "-1500", currency: "JPY" }, false)).toEqual({
    sign: "−",
    whole: "1,500",
    minor: "",
  });
  expect(format.moneyPieces({ amount: "0.00", currency: "EUR" }, true)).toEqual({ sign: "", whole: "0", minor: ".00" });
  expect([format.number("-12"), format.number("33.333333")]).toEqual(["−12", "33.333333"]);
});
