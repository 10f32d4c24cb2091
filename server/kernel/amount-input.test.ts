import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { readAmount, readPart, typedAmount } from "./amount-input.js";
import { decimalText } from "./decimal.js";

/** The amount, or why it is none. */
function read(typed: string, locale = "en-US", digits = 2): string {
  const answer = readAmount(typed, locale, digits);
  return answer.ok ? answer.text : answer.problem;
}

const LOCALES = [
  "en-US",
  "de-AT",
  "de-CH",
  "fr-CH",
  "fr-FR",
  "en-IN",
  "ar-EG",
  "fa-IR",
  "es-ES",
  "pt-BR",
  // Writes 14$00.
  "pt-CV",
  "pl-PL",
  "ja-JP",
  "sv-SE",
];

test.each(LOCALES)("twelve fifty is twelve fifty, with a point and with a comma, in %s", (locale) => {
  expect(read("12.50", locale)).toBe("12.50");
  expect(read("12,50", locale)).toBe("12.50");
  expect(read(" 12,5 ", locale)).toBe("12.50");
});

test.each(LOCALES)("what an API amount looks like when typed is read back in %s", (locale) => {
  expect(read(typedAmount("1250.05", locale), locale)).toBe("1250.05");
  expect(read(typedAmount("-3.00", locale), locale)).toBe("-3.00");
});

test.each([
  ["1,250", "en-US", "AMBIGUOUS"],
  ["1.250", "de-AT", "AMBIGUOUS"],
  ["1.250", "en-US", "1.25"],
  ["1,250", "de-AT", "1.25"],
  ["0,125", "en-US", "TOO_MANY_DECIMALS"],
  ["0,500", "en-US", "0.50"],
  ["12345,500", "en-US", "12345.50"],
  ["1,234.50", "en-US", "1234.50"],
  ["1.234,50", "de-AT", "1234.50"],
  ["1.234,50", "en-US", "1234.50"],
  ["1,234,567", "en-US", "1234567.00"],
  ["1.234.567", "en-US", "1234567.00"],
  ["1.234.567,8", "de-AT", "1234567.80"],
  ["1 234,50", "fr-FR", "1234.50"],
  ["1\u202f234,50", "fr-FR", "1234.50"],
  ["1’234.50", "de-CH", "1234.50"],
  ["12,34,567.00", "en-IN", "1234567.00"],
  ["12,34,567.00", "en-US", "MALFORMED"],
  ["1,23,456", "en-IN", "123456.00"],
  ["12,50,00", "en-US", "MALFORMED"],
  ["1,2345.00", "en-US", "MALFORMED"],
  ["1234,567.00", "en-US", "MALFORMED"],
  ["0,123.00", "en-US", "MALFORMED"],
  ["1,234 567", "en-US", "MALFORMED"],
  [".5", "en-US", "0.50"],
  ["12.", "en-US", "MALFORMED"],
  ["12..5", "en-US", "MALFORMED"],
  ["", "en-US", "EMPTY"],
  ["-", "en-US", "MALFORMED"],
  ["12a", "en-US", "MALFORMED"],
  ["1e3", "en-US", "MALFORMED"],
  ["0x10", "en-US", "MALFORMED"],
  ["€12", "en-US", "MALFORMED"],
  ["10.001", "en-US", "TOO_MANY_DECIMALS"],
  ["99999999999999", "en-US", "OUT_OF_RANGE"],
  ["9".repeat(101), "en-US", "MALFORMED"],
])("%s in %s is %s", (typed, locale, wanted) => {
  expect(read(typed, locale)).toBe(wanted);
});

test.each([
  ["١٢٫٥٠", "ar-EG", "12.50"],
  ["۱۲٫۵", "fa-IR", "12.50"],
  ["१२.५", "hi-IN", "12.50"],
  ["１２．５", "ja-JP", "MALFORMED"],
  ["१2.5", "hi-IN", "12.50"],
  ["௧௨", "ta-IN", "MALFORMED"],
])("digits of other scripts are read or refused: %s", (typed, locale, wanted) => {
  expect(read(typed, locale)).toBe(wanted);
});

test.each([
  ["12.5+8*2", "28.50"],
  ["12,5 + 8 × 2", "28.50"],
  ["=100/3", "33.33"],
  ["(10+5)*2-1", "29.00"],
  ["-5+2", "-3.00"],
  ["−5", "-5.00"],
  ["10/4", "2.50"],
  ["0.005*1", "0.01"],
  ["-0.005*1", "-0.01"],
  ["2*-3", "-6.00"],
  ["1/3*3", "1.00"],
  ["5/0", "DIVISION_BY_ZERO"],
  ["5/(2-2)", "DIVISION_BY_ZERO"],
  ["5+", "MALFORMED"],
  ["(5", "MALFORMED"],
  ["5)", "MALFORMED"],
  ["1,250+1", "AMBIGUOUS"],
])("%s comes to %s", (typed, wanted) => {
  expect(read(typed)).toBe(wanted);
});

test.each([
  ["€12.50", "en-IE", "EUR", "12.50"],
  ["12,50 €", "de-AT", "EUR", "12.50"],
  ["12,50\u00a0€", "de-DE", "EUR", "12.50"],
  ["EUR 12.50", "en-US", "EUR", "12.50"],
  ["12.50 eur", "en-US", "EUR", "12.50"],
  ["-€12.50", "en-IE", "EUR", "-12.50"],
  ["€12.50+3", "en-IE", "EUR", "15.50"],
  ["$12.50", "en-US", "USD", "12.50"],
  ["US$12.50", "en-CA", "USD", "12.50"],
  ["12,50 $US", "fr-FR", "USD", "12.50"],
  ["CHF 12.50", "fr-CH", "CHF", "12.50"],
  ["kr 12,50", "nb-NO", "NOK", "12.50"],
  ["12,50 zł", "pl-PL", "PLN", "12.50"],
  ["¥1250", "ja-JP", "JPY", "1250.00"],
  ["$12.50", "en-US", "EUR", "OTHER_CURRENCY"],
  ["£12.50", "en-US", "EUR", "OTHER_CURRENCY"],
  ["12.50 USD", "en-US", "EUR", "OTHER_CURRENCY"],
  ["US$12.50", "de-DE", "EUR", "OTHER_CURRENCY"],
  ["12,50 kč", "de-DE", "EUR", "MALFORMED"],
  ["twelve", "en-US", "EUR", "MALFORMED"],
  ["€", "en-US", "EUR", "EMPTY"],
  ["€€12", "en-US", "EUR", "MALFORMED"],
])("%s pasted in %s into a field of %s is %s", (typed, locale, currency, wanted) => {
  const answer = readAmount(typed, locale, 2, currency);
  expect(answer.ok ? answer.text : answer.problem).toBe(wanted);
});

test.each([
  ["10%", "en-US", 3300n, "3.30"],
  ["10 %", "de-DE", 3300n, "3.30"],
  ["12,5%", "de-DE", 1000n, "1.25"],
  ["7.5%", "en-US", 1n, "0.00"],
  ["33.333333%", "en-US", 100n, "0.33"],
  ["10+5%", "en-US", 1000n, "1.50"],
  ["10%", "en-US", -3300n, "-3.30"],
  ["3.30", "en-US", 9900n, "3.30"],
  ["€3.30", "en-US", 9900n, "3.30"],
  ["%", "en-US", 3300n, "EMPTY"],
  ["x%", "en-US", 3300n, "MALFORMED"],
  ["10%%", "en-US", 3300n, "MALFORMED"],
  ["1,250%", "en-US", 3300n, "AMBIGUOUS"],
])("%s in %s of %s minor units is %s", (typed, locale, base, wanted) => {
  const answer = readPart(typed, locale, 2, "EUR", base);
  expect(answer.ok ? answer.text : answer.problem).toBe(wanted);
});

test("whole currencies take no decimals, others as many as they have", () => {
  expect(read("1.5", "en-US", 0)).toBe("TOO_MANY_DECIMALS");
  expect(read("1500", "en-US", 0)).toBe("1500");
  expect(read("1.234", "en-US", 3)).toBe("1.234");
  expect(read("1,234", "en-US", 3)).toBe("AMBIGUOUS");
});

test("only a computation says that it was one", () => {
  expect(readAmount("12.50", "en-US", 2)).toEqual({ ok: true, text: "12.50", computed: false });
  expect(readAmount("12+1", "en-US", 2)).toEqual({ ok: true, text: "13.00", computed: true });
});

test("an amount with two decimals is itself or refused, in every locale and with either separator", () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(amounts, fc.constantFrom(...LOCALES), fc.constantFrom(".", ","), (minor, locale, separator) => {
      const amount = decimalText(minor, 2);
      expect(read(amount.replace(".", separator), locale)).toBe(amount);
    }),
    cases(10_000),
  );
});

test("a text of digits and separators never becomes another number than it can mean", () => {
  const texts = fc.string({ unit: fc.constantFrom("0", "1", "5", "9", ".", ","), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(texts, fc.constantFrom(...LOCALES), (typed, locale) => {
      const answer = readAmount(typed, locale, 6);
      if (!answer.ok) return;
      const meanings = [".", ","].map((decimal) =>
        Number(typed.replaceAll(decimal === "." ? "," : ".", "").replace(decimal, ".")),
      );
      meanings.push(Number(typed.replaceAll(/[.,]/g, "")));
      expect(meanings).toContain(Number(answer.text));
    }),
    cases(10_000),
  );
});
