import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { compare, sum } from "./allocate.js";
import { activeCurrencies, isActiveCurrency, isCurrency, minorDigits } from "./currency.js";
import { Decimal, decimalText } from "./decimal.js";
import { isId, newId, prefixOf } from "./ids.js";
import { isLocalDate, isTimeZone, todayIn } from "./local-date.js";
import { amountText, MINOR_MAX, minorFrom } from "./money.js";
import { greedyTransfers, type Net, pairwiseDebts } from "./settle.js";

const runs = () => cases(10_000);

describe("decimals", () => {
  test.each([
    "1e3",
    "+1",
    "01",
    ".5",
    "1.",
    "",
    " 1",
    "1 ",
    "0x10",
    "NaN",
    "Infinity",
    "-",
    "١",
    "1,5",
    "--1",
    "1_000",
    "9".repeat(41),
  ])("%j is none", (text) => expect(Decimal.parse(text)).toBeNull());

  test("texts and numbers agree", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX }), fc.nat(6), (units, scale) => {
        const text = decimalText(units, scale);
        const parsed = Decimal.parse(text)!;
        expect(parsed.scaledTo(scale)).toBe(units);
        expect(parsed.text).toBe(text);
        expect(Decimal.parse(parsed.canonical())!.canonical()).toBe(parsed.canonical());
        expect(parsed.scaledTo(parsed.decimals)).not.toBeNull();
        if (parsed.decimals > 0) expect(parsed.scaledTo(parsed.decimals - 1)).toBeNull();
      }),
      runs(),
    );
  });

  test("equal numbers have one canonical text", () => {
    for (const text of ["1.5", "1.50", "1.500"]) expect(Decimal.parse(text)!.canonical()).toBe("1.5");
    for (const text of ["0", "-0", "0.00", "-0.0"]) expect(Decimal.parse(text)!.canonical()).toBe("0");
  });
});

describe("money", () => {
  test("an amount has as many decimals as its currency", () => {
    expect(amountText(1250n, "EUR")).toBe("12.50");
    expect(amountText(-5n, "EUR")).toBe("-0.05");
    expect(amountText(1250n, "JPY")).toBe("1250");
    expect(amountText(1250n, "KWD")).toBe("1.250");
    expect(amountText(1250n, "CLF")).toBe("0.1250");
  });

  test("what is written is what is read, in every currency", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX }),
        fc.constantFrom(...activeCurrencies),
        (minor, code) => {
          expect(minorFrom(Decimal.parse(amountText(minor, code))!, code)).toBe(minor);
        },
      ),
      runs(),
    );
  });

  test("too many decimals, and too much", () => {
    expect(minorFrom(Decimal.parse("10.001")!, "EUR")).toBe("TOO_MANY_DECIMALS");
    expect(minorFrom(Decimal.parse("10.010")!, "EUR")).toBe(1001n);
    expect(minorFrom(Decimal.parse("1.5")!, "JPY")).toBe("TOO_MANY_DECIMALS");
    expect(minorFrom(Decimal.parse("10000000000000.01")!, "EUR")).toBe("OUT_OF_RANGE");
  });
});

describe("currencies", () => {
  test("the list is what ISO 4217 has, with its minor units", () => {
    expect(activeCurrencies).toHaveLength(new Set(activeCurrencies).size);
    expect(activeCurrencies.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    for (const code of Intl.supportedValuesOf("currency")) expect([code, isCurrency(code)]).toEqual([code, true]);
    for (const [code, digits] of Object.entries({
      JPY: 0,
      EUR: 2,
      KWD: 3,
      CLF: 4,
      ISK: 0,
      HUF: 2,
      TWD: 2,
      MGA: 2,
      XOF: 0,
    })) {
      expect([code, minorDigits(code)]).toEqual([code, digits]);
    }
  });

  test("withdrawn codes are known, and not active", () => {
    for (const code of ["DEM", "HRK", "BGN", "ITL", "ZWL", "ANG", "SLL"]) {
      expect([code, isCurrency(code), isActiveCurrency(code)]).toEqual([code, true, false]);
    }
    expect(isCurrency("ABC")).toBe(false);
    expect(() => minorDigits("ABC")).toThrow("ABC");
  });
});

describe("ids", () => {
  test("are well formed, different, and in the order of their making", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => newId("exp", 1_700_000_000_000 + index));
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(isId("exp", id)).toBe(true);
  });

  test("anything else is none", () => {
    const id = newId("grp");
    const body = id.slice(4);
    for (const text of [
      "",
      "grp",
      "grp_",
      body,
      `exp_${body}`,
      id.toUpperCase(),
      `${id}0`,
      id.slice(0, -1),
      `grp_8${body.slice(1)}`,
    ]) {
      expect([text, isId("grp", text)]).toEqual([text, false]);
    }
    // A UUIDv4 in the same clothes is not one of ours.
    expect(isId("grp", "grp_3zmphcn2bz8dha7wc8rr4rvxmk")).toBe(false);
    expect(prefixOf(id)).toBe("grp");
    expect(prefixOf(`xyz_${body}`)).toBe("xyz");
    for (const none of [body, `_${body}`, `ab_${body}`, `abcd_${body}`, `Grp_${body}`, `grp-${body}`]) {
      expect([none, prefixOf(none)]).toEqual([none, null]);
    }
  });
});

describe("days", () => {
  test.each([
    "2026-02-30",
    "2025-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "2026-01-01T00:00",
    "0000-01-01",
    "",
  ])("%j is none", (text) => expect(isLocalDate(text)).toBe(false));

  test("leap days are days", () => {
    for (const text of ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"]) expect(isLocalDate(text)).toBe(true);
  });

  test("what day it is depends on where", () => {
    const instant = new Date("2026-01-31T23:30:00Z");
    expect(todayIn("UTC", instant)).toBe("2026-01-31");
    expect(todayIn("Asia/Tokyo", instant)).toBe("2026-02-01");
    expect(isTimeZone("Europe/Vienna")).toBe(true);
    expect(isTimeZone("+01:00")).toBe(false);
  });
});

describe("settling", () => {
  const ids = Array.from({ length: 20 }, () => newId("mem")).sort();
  /** Balances that sum to zero. */
  const nets = fc
    .array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 19 })
    .map((minors): Net[] => {
      const all = [...minors, -sum(minors)];
      return all.map((minor, index) => ({ memberId: ids[index]!, minor }));
    });

  function after(balances: readonly Net[], transfers: ReturnType<typeof greedyTransfers>): bigint[] {
    const left = new Map(balances.map(({ memberId, minor }) => [memberId, minor]));
    for (const { fromId, toId, minor } of transfers) {
      left.set(fromId, left.get(fromId)! + minor);
      left.set(toId, left.get(toId)! - minor);
    }
    return [...left.values()];
  }

  test.each([
    ["greedy", greedyTransfers],
    ["pairwise", pairwiseDebts],
  ] as const)("%s: everybody ends at zero, with at most n − 1 positive transfers, in any order of input", (_, plan) => {
    fc.assert(
      fc.property(nets, (balances) => {
        const transfers = plan(balances);
        expect(after(balances, transfers).every((left) => left === 0n)).toBe(true);
        const open = balances.filter((net) => net.minor !== 0n).length;
        expect(transfers.length).toBeLessThanOrEqual(Math.max(open - 1, 0));
        expect(transfers.every(({ minor, fromId, toId }) => minor > 0n && fromId !== toId)).toBe(true);
        expect(plan([...balances].reverse())).toEqual(transfers);
      }),
      runs(),
    );
  });

  test("nobody pays more than they owe, or gets more than they are owed", () => {
    fc.assert(
      fc.property(nets, (balances) => {
        for (const { memberId, minor } of balances) {
          const paid = sum(
            greedyTransfers(balances)
              .filter(({ fromId }) => fromId === memberId)
              .map((each) => each.minor),
          );
          expect(compare(paid, minor < 0n ? -minor : 0n)).toBe(0);
        }
      }),
      cases(10_000),
    );
  });

  test("pairs go by the order of ids", () => {
    const [a, b, c, d] = ids as [string, string, string, string];
    const nets = [
      { memberId: d, minor: -30n },
      { memberId: a, minor: 20n },
      { memberId: c, minor: 40n },
      { memberId: b, minor: -30n },
    ];
    expect(pairwiseDebts(nets)).toEqual([
      { fromId: b, toId: a, minor: 20n },
      { fromId: b, toId: c, minor: 10n },
      { fromId: d, toId: c, minor: 30n },
    ]);
  });
});
