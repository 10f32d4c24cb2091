import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../../test/random.js";
import { type BookedExpense, type BookedPayment, interpret, SharedRatios } from "./interpret.js";

function row(cost: string | null, ...cells: string[]) {
  return { cost: cost === null ? null : minor(cost), cells: cells.map(minor), currency: "EUR", isPayment: false };
}

const minor = (amount: string) => BigInt(amount.replace(".", ""));

/** What each person's balance moves by. */
function effect(booked: BookedExpense | BookedPayment, people: number): bigint[] {
  const nets = Array.from({ length: people }, () => 0n);
  if (booked.kind === "payment") {
    for (const { from, to, minor } of booked.transfers) {
      nets[from]! += minor;
      nets[to]! -= minor;
    }
    return nets;
  }
  for (const { person, minor } of booked.payers) nets[person]! += minor;
  for (const { person, minor } of booked.shares) nets[person]! -= minor;
  return nets;
}

test("one who paid an equal split is its payer, with what the others do not owe as their own share", () => {
  expect(interpret(row("100.00", "66.67", "-33.33", "-33.34"))).toEqual({
    kind: "expense",
    total: 10000n,
    payers: [{ person: 0, minor: 10000n }],
    shares: [
      { person: 0, minor: 3333n },
      { person: 1, minor: 3333n },
      { person: 2, minor: 3334n },
    ],
    payersKnown: true,
  });
});

test("one who paid everything for others has no share", () => {
  const booked = interpret(row("50.00", "-50.00", "0.00", "50.00"));

  expect(booked).toMatchObject({ total: 5000n, shares: [{ person: 0, minor: 5000n }], payersKnown: true });
});

test("an equal split of which one paid 70 and another 30 is kept as its net effect", () => {
  expect(interpret(row("100.00", "36.67", "-3.33", "-33.34"))).toEqual({
    kind: "expense",
    total: 3667n,
    payers: [{ person: 0, minor: 3667n }],
    shares: [
      { person: 1, minor: 333n },
      { person: 2, minor: 3334n },
    ],
    payersKnown: false,
  });
});

test("shares that somebody entered have one payer", () => {
  expect(interpret(row("45.90", "20.60", "-8.40", "-12.20"))).toMatchObject({ total: 4590n, payersKnown: true });
  expect(interpret(row("100.00", "40.00", "-40.00"))).toMatchObject({ total: 10000n, payersKnown: true });
});

test.each([
  ["several people gain", row("200.00", "33.33", "33.33", "-66.66"), 6666n],
  ["the cost is blank", row(null, "33.33", "33.33", "-66.66"), 6666n],
  ["the cost is blank and one gains", row(null, "10.00", "-10.00"), 1000n],
  ["the cost is less than what one gains", row("5.00", "10.00", "-10.00"), 1000n],
  ["the cost is zero", row("0.00", "10.00", "-10.00"), 1000n],
])("keeps the net effect where %s", (_, cells, total) => {
  expect(interpret(cells)).toMatchObject({ total, payersKnown: false });
});

test("a refund is the mirror image: whoever got the money is its negative payer", () => {
  expect(interpret(row("-10.00", "-5.00", "5.00"))).toEqual({
    kind: "expense",
    total: -1000n,
    payers: [{ person: 0, minor: -1000n }],
    shares: [
      { person: 0, minor: -500n },
      { person: 1, minor: -500n },
    ],
    payersKnown: true,
  });
});

test("a payment goes from the one whose cell is positive to the one whose cell is negative", () => {
  const booked = interpret({ ...row("20.00", "-20.00", "0.00", "20.00"), isPayment: true });

  expect(booked).toEqual({ kind: "payment", transfers: [{ from: 2, to: 0, minor: 2000n }] });
});

test("a payment among several is several transfers", () => {
  const booked = interpret({ ...row("30.00", "-10.00", "-20.00", "15.00", "15.00"), isPayment: true });

  expect(booked).toEqual({
    kind: "payment",
    transfers: [
      { from: 2, to: 0, minor: 1000n },
      { from: 2, to: 1, minor: 500n },
      { from: 3, to: 1, minor: 1500n },
    ],
  });
});

const rows = fc
  .record({
    first: fc.array(fc.bigInt(-(10n ** 12n), 10n ** 12n), { minLength: 1, maxLength: 12 }),
    cost: fc.option(fc.bigInt(-(10n ** 13n), 10n ** 13n), { nil: null }),
    costIsGain: fc.boolean(),
    isPayment: fc.boolean(),
    currency: fc.constantFrom("EUR", "JPY", "KWD", "DEM"),
  })
  .map(({ first, cost, costIsGain, isPayment, currency }) => {
    const cells = [...first, -first.reduce((sum, cell) => sum + cell, 0n)];
    const gain = cells.filter((cell) => cell > 0n).reduce((sum, cell) => sum + cell, 0n);
    return { cells, cost: costIsGain ? gain : cost, isPayment, currency };
  })
  .filter(({ cells }) => cells.some((cell) => cell !== 0n));

test("whatever a row is booked as, every balance moves by exactly its cell", () => {
  fc.assert(
    fc.property(rows, (cells) => {
      expect(effect(interpret(cells), cells.cells.length)).toEqual(cells.cells);
    }),
    cases(10_000),
  );
});

test("payers and shares sum to the total, have its sign and are never zero", () => {
  fc.assert(
    fc.property(rows, (cells) => {
      const booked = interpret(cells);
      if (booked.kind === "payment") {
        expect(booked.transfers.every(({ from, to, minor }) => minor > 0n && from !== to)).toBe(true);
        return;
      }
      for (const amounts of [booked.payers, booked.shares]) {
        expect(amounts.reduce((sum, { minor }) => sum + minor, 0n)).toBe(booked.total);
        expect(amounts.every(({ minor }) => minor > 0n === booked.total > 0n && minor !== 0n)).toBe(true);
      }
    }),
    cases(10_000),
  );
});

test("between two people one has paid it all, whatever the ratio: 70 and 30", () => {
  expect(interpret(row("25.00", "7.50", "-7.50"))).toMatchObject({
    total: 2500n,
    payers: [{ person: 0, minor: 2500n }],
    shares: [
      { person: 0, minor: 1750n },
      { person: 1, minor: 750n },
    ],
    payersKnown: true,
  });
  expect(interpret(row("31.00", "12.50", "0.00", "-12.50"))).toMatchObject({ total: 3100n, payersKnown: true });
  expect(interpret(row("-25.00", "-7.50", "7.50"))).toMatchObject({ total: -2500n, payersKnown: true });
});

test("a ratio that rows of different costs share is a split; the same cost again proves nothing", () => {
  const file = [
    row("20.00", "9.00", "-3.00", "-3.00", "-3.00"),
    row("33.00", "14.85", "-4.95", "-4.95", "-4.95"),
    row("71.00", "-39.05", "60.35", "-10.65", "-10.65"),
  ];
  // As an equal split it would be 2.50 each, of which three paid 1.00.
  const odd = row("10.00", "4.50", "-1.50", "-1.50", "-1.50");
  const several = row("100.00", "36.67", "-3.33", "-33.34");
  const ratiosOf = (rows: ReturnType<typeof row>[]) => {
    const ratios = new SharedRatios();
    for (const each of rows) ratios.add(each);
    return ratios;
  };
  expect(interpret(odd, ratiosOf([odd, odd, odd, odd]))).toMatchObject({ payersKnown: false });
  expect(interpret(odd, ratiosOf(file))).toMatchObject({ total: 1000n, payersKnown: true });
  expect(interpret(several, ratiosOf(file))).toMatchObject({ payersKnown: false });
  expect(interpret(several, ratiosOf([several, several, several, several]))).toMatchObject({ payersKnown: false });
});
