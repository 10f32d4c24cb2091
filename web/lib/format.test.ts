import { expect, test } from "@jest/globals";
import { readAmount, typedAmount } from "../../server/kernel/amount-input.js";
import { minorDigits } from "../../server/kernel/currency.js";
import { REGIONS } from "../../server/kernel/region.js";
import { formattersOf, type MoneyText } from "./format.js";

const ENGLISH = ["US", "GB", "IE", "AU", "CA", "IN", "ZA", "CH", "AT", "DE", "FR", "SE", "JP", "PL", "BR", "EG"];
const LOCALES = [
  ...ENGLISH.map((region) => `en-${region}`),
  ...["DE", "AT", "CH", "LU", "LI", "FR", "US"].map((region) => `de-${region}`),
  // Of accounts from before region and language were apart.
  "fr-CH",
  "fr-FR",
  "it-CH",
  "es-ES",
  "pl-PL",
  "sv-SE",
  "en",
  "de",
  "en-150",
  "xx-not a locale",
];
const CURRENCIES = ["EUR", "CHF", "USD", "JPY", "BHD", "PLN", "INR"];

/** Whatever is no digit between the first and the last of them. */
function signsOf(text: string): string[] {
  return [...(/\d.*\d/.exec(text)?.[0] ?? "").replace(/\d/g, "")];
}

function written(locale: string, value: MoneyText, style?: { signed?: boolean; bare?: boolean }): string {
  const pieces = formattersOf(locale).moneyPieces(value, style);
  return pieces.map(({ text }) => text).join("");
}

test.each(LOCALES)("%s has one decimal sign and one for thousands in all that is written and typed", (locale) => {
  const format = formattersOf(locale);
  const decimals = new Set<string>();
  const groups = new Set<string>();
  for (const currency of CURRENCIES) {
    const digits = minorDigits(currency);
    const value = { amount: digits ? `1234567.${"5".padEnd(digits, "0")}` : "1234567", currency };
    expect(format.money(value)).toBe(written(locale, value));
    const signs = signsOf(format.money(value));
    expect(signsOf(written(locale, value, { signed: true, bare: true }))).toEqual(signs);
    if (digits) decimals.add(signs.pop()!);
    for (const sign of signs) groups.add(sign);
    const typed = typedAmount(value.amount, format.locale);
    if (digits) expect(signsOf(typed)).toEqual([...decimals]);
    for (const text of [format.money(value), written(locale, value, { bare: true }), typed])
      expect(readAmount(text, format.locale, digits, currency)).toMatchObject({ ok: true, text: value.amount });
  }
  const [decimal] = decimals;
  expect([decimals.size, groups.size, groups.has(decimal!)]).toEqual([1, 1, false]);
  expect(format.number("2.5")).toBe(`2${decimal}5`);
  expect(format.rateNumber("0.8333333333")).toBe(`0${decimal}833333`);
});

test.each([
  ["en-US", "€1,234.50"],
  ["en-CH", "EUR 1’234.50"],
  ["en-DE", "1.234,50 €"],
  ["de-AT", "€ 1.234,50"],
  ["de-US", "€1,234.50"],
  ["fr-CH", "1 234.50 €"],
  // Latin words keep Latin digits.
  ["en-EG", "€1,234.50"],
])("in %s an amount is written %s", (locale, wanted) => {
  const text = formattersOf(locale).money({ amount: "1234.50", currency: "EUR" });
  expect(text.replaceAll(/[\u00a0\u202f]/g, " ").replace("'", "’")).toBe(wanted);
});

test("what is quiet stands back, a sign stands first, and a bare amount names no currency", () => {
  const { moneyPieces, money, number } = formattersOf("en-US");
  const loud = (text: string) => ({ text, isQuiet: false });
  const quiet = (text: string) => ({ text, isQuiet: true });
  expect(moneyPieces({ amount: "-1500", currency: "JPY" })).toEqual([loud("−"), quiet("¥"), loud("1,500")]);
  expect(moneyPieces({ amount: "3.20", currency: "EUR" }, { signed: true, bare: true })).toEqual([
    loud("+3"),
    quiet(".20"),
  ]);
  expect(moneyPieces({ amount: "0.00", currency: "EUR" }, { signed: true })).toEqual([
    quiet("€"),
    loud("0"),
    quiet(".00"),
  ]);
  expect(money({ amount: "-1234.50", currency: "CHF" })).toBe("−CHF\u00a01,234.50");
  expect([number("-12"), number("33.333333")]).toEqual(["−12", "33.333333"]);
});

test.each([
  ["en-US", "Nov 28", "Nov 28, 2026", "November 2026"],
  ["en-CA", "Nov 28", "Nov 28, 2026", "November 2026"],
  ["en-GB", "28 Nov", "28 Nov 2026", "November 2026"],
  ["en-FR", "28 Nov", "28 Nov 2026", "November 2026"],
  ["en-CH", "28 Nov", "28 Nov 2026", "November 2026"],
  ["en-BR", "28 Nov", "28 Nov 2026", "November 2026"],
  ["fr-CH", "28 Nov", "28 Nov 2026", "November 2026"],
  ["de-AT", "28. Nov.", "28.11.2026", "November 2026"],
  ["de-US", "28. Nov.", "28.11.2026", "November 2026"],
  ["not a locale", "Nov 28", "Nov 28, 2026", "November 2026"],
])("in %s a day is %s, %s, in %s", (locale, short, medium, month) => {
  const format = formattersOf(locale);
  const date = "2026-11-28";
  expect([format.dayShort(date), format.day(date), format.month(date)]).toEqual([short, medium, month]);
});

test("lists and currencies are named in the language of the words", () => {
  expect(formattersOf("fr-CH").list(["Ana", "Ben", "Eve"])).toBe("Ana, Ben, and Eve");
  expect([formattersOf("en-DE").currencyName("CHF"), formattersOf("de-US").currencyName("CHF")]).toEqual([
    "Swiss Franc",
    "Schweizer Franken",
  ]);
});

test("in every region that one can choose, an amount that the app fills in can be read", () => {
  const locales = REGIONS.flatMap((region) => [`en-${region}`, `de-${region}`]).map((tag) => formattersOf(tag).locale);
  const unread = locales.filter((locale) => {
    const answer = readAmount(typedAmount("1250.05", locale), locale, 2, "EUR");
    return !answer.ok || answer.text !== "1250.05";
  });
  expect(locales.length).toBeGreaterThan(400);
  expect(unread).toEqual([]);
});
