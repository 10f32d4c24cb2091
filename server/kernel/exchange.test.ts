import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { sum } from "./allocate.js";
import { minorDigits } from "./currency.js";
import { Decimal } from "./decimal.js";
import {
  chained,
  convert,
  convertedNets,
  convertedSum,
  crossRate,
  inverse,
  ONE,
  RATE_DIGITS,
  type Rate,
  rateBetween,
  rateFrom,
  rateOf,
  rateText,
  roundHalfToEven,
} from "./exchange.js";
import { newId } from "./ids.js";
import { amountText, minorFrom } from "./money.js";

const runs = () => cases(10_000);
const CURRENCIES = ["EUR", "JPY", "KWD", "USD", "CLF", "THB"] as const;
const ids = Array.from({ length: 30 }, () => newId("mem")).sort();

function decimal(text: string): Decimal {
  return Decimal.parse(text)!;
}

function rate(text: string): Rate {
  return rateFrom(decimal(text))!;
}

function converted(amount: string, from: string, at: string, to: string): string {
  return amountText(convert(minorFrom(decimal(amount), from) as bigint, from, to, rate(at)), to);
}

const someCurrency = fc.constantFrom(...CURRENCIES);
const somePositive = fc.bigInt({ min: 1n, max: 10n ** 15n });
const someRate = fc.tuple(somePositive, somePositive).map(([numerator, denominator]) => rateOf(numerator, denominator));

describe("an amount in another currency", () => {
  test.each([
    ["130.21", "EUR", "38.4", "THB", "5000.06"],
    ["10", "EUR", "163.456", "JPY", "1635"],
    ["12345", "JPY", "0.0073", "EUR", "90.12"],
    ["1000", "JPY", "0.0067", "USD", "6.70"],
    ["1.25", "EUR", "0.1", "USD", "0.12"],
    ["1.35", "EUR", "0.1", "USD", "0.14"],
    ["-1.25", "EUR", "0.1", "USD", "-0.12"],
    ["-1.35", "EUR", "0.1", "USD", "-0.14"],
    ["0.001", "KWD", "2.5", "JPY", "0"],
    ["0.200", "KWD", "2.5", "JPY", "0"],
    ["0.600", "KWD", "2.5", "JPY", "2"],
    ["0", "EUR", "38.4", "THB", "0.00"],
  ])("%s %s at %s is %s %s", (amount, from, at, to, expected) => {
    expect(converted(amount, from, at, to)).toBe(expected);
  });

  test("is within half a unit of the exact one, the even one in the middle, and mirrored below zero", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        someCurrency,
        someCurrency,
        someRate,
        (minor, from, to, at) => {
          const answer = convert(minor, from, to, at);
          const numerator = minor * at.numerator * 10n ** BigInt(minorDigits(to));
          const denominator = at.denominator * 10n ** BigInt(minorDigits(from));
          const twiceAway = 2n * (answer * denominator - numerator);
          const away = twiceAway < 0n ? -twiceAway : twiceAway;
          expect(away <= denominator).toBe(true);
          if (away === denominator) expect(answer % 2n).toBe(0n);
          expect(convert(-minor, from, to, at)).toBe(-answer);
          expect(convert(minor, from, from, ONE)).toBe(minor);
        },
      ),
      runs(),
    );
  });

  test("rounding goes to the even one of two that are equally near", () => {
    expect([-5n, -3n, -1n, 1n, 3n, 5n, 7n].map((half) => roundHalfToEven(half, 2n))).toEqual([
      -2n,
      -2n,
      -0n,
      0n,
      2n,
      2n,
      4n,
    ]);
    expect(roundHalfToEven(7n, 3n)).toBe(2n);
    expect(roundHalfToEven(8n, 3n)).toBe(3n);
  });
});

describe("a rate", () => {
  test("is above zero, or none", () => {
    expect(rateFrom(decimal("0"))).toBeNull();
    expect(rateFrom(decimal("0.000"))).toBeNull();
    expect(rateFrom(decimal("-1.5"))).toBeNull();
    expect(rateFrom(decimal("1.50"))).toEqual({ numerator: 3n, denominator: 2n });
    expect(() => rateOf(0n, 1n)).toThrow("above zero");
  });

  test("goes through a third currency without losing anything", () => {
    // 2026-04-13, per euro: USD 1.1684, CHF 0.9242.
    expect(crossRate(rate("1.1684"), rate("0.9242"))).toEqual(rateOf(9242n, 11684n));
    expect(rateText(crossRate(rate("1.1684"), rate("0.9242")))).toBe("0.790996234166381");
    fc.assert(
      fc.property(someRate, someRate, (from, to) => {
        expect(chained(crossRate(from, to), crossRate(to, from))).toEqual(ONE);
        expect(chained(from, crossRate(from, to))).toEqual(to);
        expect(inverse(inverse(from))).toEqual(from);
      }),
      runs(),
    );
  });

  test("between two amounts brings the one to the other exactly", () => {
    expect(rateText(rateBetween({ minor: 13021n, currency: "EUR" }, { minor: 500006n, currency: "THB" }))).toBe(
      "38.3999692803932",
    );
    fc.assert(
      fc.property(somePositive, someCurrency, somePositive, someCurrency, (first, from, second, to) => {
        const between = rateBetween({ minor: first, currency: from }, { minor: second, currency: to });
        expect(convert(first, from, to, between)).toBe(second);
        expect(convert(second, to, from, inverse(between))).toBe(first);
      }),
      runs(),
    );
  });

  test.each([
    [1n, 1n, "1"],
    [3n, 2n, "1.5"],
    [100n, 1n, "100"],
    [1n, 3n, "0.333333333333333"],
    [2n, 3n, "0.666666666666667"],
    [1n, 7_000_000n, "0.000000142857142857143"],
    [10n ** 15n - 1n, 10n ** 15n, "0.999999999999999"],
    [10n ** 16n - 1n, 10n ** 16n, "1"],
    [10n ** 17n + 5n, 10n, "10000000000000000"],
    [1_234_567_890_123_456_789n, 1n, "1234567890123460000"],
    [1_000_000_000_000_005n, 10n, "100000000000000"],
    [1_000_000_000_000_015n, 10n, "100000000000002"],
  ])("%s/%s is written %s", (numerator, denominator, text) => {
    expect(rateText(rateOf(numerator, denominator))).toBe(text);
  });

  test("is written as a decimal of at most fifteen significant digits, as near as that goes", () => {
    fc.assert(
      fc.property(someRate, (exact) => {
        const text = rateText(exact);
        const read = rate(text);
        const significant = text.replace(".", "").replace(/^0+/, "").replace(/0+$/, "");
        expect(significant.length).toBeLessThanOrEqual(RATE_DIGITS);
        expect(rateText(read)).toBe(text);
        const difference = read.numerator * exact.denominator - exact.numerator * read.denominator;
        const away = difference < 0n ? -difference : difference;
        // Half a unit of the last of fifteen digits is at most 5 × 10^-15 of the whole.
        expect(away * 2n * 10n ** 14n <= exact.numerator * read.denominator).toBe(true);
      }),
      runs(),
    );
  });
});

describe("everybody's balances in one currency", () => {
  /** Balances in several currencies, each of which sums to zero. */
  const someNets = fc
    .array(
      fc.tuple(
        someCurrency,
        fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((lists) =>
      lists.flatMap(([currency, minors]) =>
        [...minors, -sum(minors)].map((minor, index) => ({ memberId: ids[index]!, currency, minor })),
      ),
    );
  const someRates = fc
    .array(someRate, { minLength: CURRENCIES.length, maxLength: CURRENCIES.length })
    .map((rates) => new Map(CURRENCIES.map((currency, index) => [currency as string, rates[index]!])));

  test("sum to zero, and nobody's is a whole unit from exact", () => {
    fc.assert(
      fc.property(someNets, someRates, someCurrency, (nets, rates, to) => {
        const answer = convertedNets(nets, rates, to);
        expect(sum(answer.values())).toBe(0n);
        expect([...answer.keys()].sort()).toEqual([...new Set(nets.map(({ memberId }) => memberId))].sort());
        for (const [memberId, minor] of answer) {
          // The exact sum, over one denominator that everything divides.
          const factors = new Map([...rates, [to as string, ONE] as const]);
          const denominator = [...factors.values()].reduce((all, each) => all * each.denominator, 10n ** 4n);
          let numerator = 0n;
          for (const net of nets.filter((each) => each.memberId === memberId)) {
            const { numerator: over, denominator: under } = factors.get(net.currency)!;
            const digits = BigInt(minorDigits(to) + 4 - minorDigits(net.currency));
            numerator += ((net.minor * over * denominator) / under / 10n ** 4n) * 10n ** digits;
          }
          const away = minor * denominator - numerator;
          expect((away < 0n ? -away : away) < denominator).toBe(true);
        }
      }),
      runs(),
    );
  });

  test("do not depend on the order in which they are given", () => {
    fc.assert(
      fc.property(someNets, someRates, someCurrency, fc.nat(), (nets, rates, to, turn) => {
        const place = turn % nets.length;
        const turned = [...nets.slice(place), ...nets.slice(0, place)];
        const answer = convertedNets(nets, rates, to);
        for (const [memberId, minor] of convertedNets(turned, rates, to)) expect(minor).toBe(answer.get(memberId));
      }),
      runs(),
    );
  });

  test("the odd unit goes to whom rounding took most, equal losers by id", () => {
    const inEuro = (...yen: bigint[]) => {
      const nets = yen.map((minor, index) => ({ memberId: ids[index]!, currency: "JPY", minor }));
      return [...convertedNets(nets, new Map([["JPY", rateOf(1n, 150n)]]), "EUR").values()];
    };
    // Exactly 200, −66.67 and −133.33 cents: rounded down one cent is missing, and the last lost most.
    expect(inEuro(300n, -100n, -200n)).toEqual([200n, -67n, -133n]);
    // Exactly 133.33 and twice −66.67 cents: all lost a third.
    expect(inEuro(200n, -100n, -100n)).toEqual([134n, -67n, -67n]);
    expect(inEuro(-100n, 200n, -100n)).toEqual([-66n, 133n, -67n]);
  });

  test("a member without a rate for something is our own mistake", () => {
    expect(() => convertedNets([{ memberId: ids[0]!, currency: "MKD", minor: 1n }], new Map(), "EUR")).toThrow(
      "has a rate",
    );
  });
});

describe("a sum of several currencies", () => {
  test("is rounded once, half to even, where each amount alone would round otherwise", () => {
    const rates = new Map([["JPY", rateOf(1n, 160n)]]);
    const yen = (minor: bigint) => ({ minor, currency: "JPY" });
    expect(convertedSum([], rates, "EUR")).toBe(0n);
    expect(convertedSum([yen(1500n), { minor: 500n, currency: "EUR" }], rates, "EUR")).toBe(1438n);
    expect(convertedSum([yen(1500n)], rates, "EUR")).toBe(938n);
    expect(convertedSum([yen(4n), yen(4n)], rates, "EUR")).toBe(5n);
    expect(convertedSum([yen(-1500n)], rates, "EUR")).toBe(-938n);
    expect(() => convertedSum([{ minor: 1n, currency: "MKD" }], rates, "EUR")).toThrow("has a rate");
  });
});
