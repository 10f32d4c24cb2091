import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { compare, sum, turnOf } from "./allocate.js";
import { mixedNumber } from "./allocation.js";
import { activeCurrencies, minorDigits } from "./currency.js";
import { Decimal, decimalText } from "./decimal.js";
import { newId } from "./ids.js";
import { type BillAnswer, billTotal, type SplitItem, type SplitItemKind, shareBill, unclaimedSum } from "./itemize.js";
import type { AllocatedShare } from "./split.js";

const runs = () => cases(10_000);

const members = Array.from({ length: 6 }, () => newId("mem")).sort();
const expenseIds = Array.from({ length: 50 }, () => newId("exp"));

/** A line in minor units, before it is written as an amount of a currency. */
interface Line {
  readonly minor: bigint;
  readonly kind: SplitItemKind;
  readonly claims: readonly { readonly memberId: string; readonly weight: Decimal }[];
}

function decimal(units: bigint, scale: number): Decimal {
  return Decimal.parse(decimalText(units, scale))!;
}

const weight = fc.oneof(
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 9n }).map((units) => decimal(units, 0)) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 300n }).map((units) => decimal(units, 2)) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 2_000_000n }).map((units) => decimal(units, 6)) },
);
const claimants = fc.uniqueArray(fc.constantFrom(...members), { minLength: 1, maxLength: members.length });
const price = fc.oneof(fc.bigInt({ min: 1n, max: 10_000n }), fc.bigInt({ min: 0n, max: 10n ** 12n }));
const item = fc.tuple(price, claimants, fc.array(weight, { minLength: 6, maxLength: 6 })).map(
  ([minor, memberIds, weights]): Line => ({
    minor,
    kind: "ITEM",
    claims: memberIds.map((memberId, index) => ({ memberId, weight: weights[index]! })),
  }),
);
const spread = fc
  .tuple(price, fc.constantFrom<SplitItemKind>("TAX", "TIP", "FEE"))
  .map(([minor, kind]): Line => ({ minor, kind, claims: [] }));
const itemsFirst = fc.array(item, { minLength: 1, maxLength: 7 }).filter((lines) => sum(lines.map(minorOf)) > 0n);

/** A bill that adds up, with its lines in any order; discounts leave something to pay. */
const bill = fc
  .record({
    lines: itemsFirst,
    spreads: fc.array(spread, { maxLength: 3 }),
    /** Of a thousand parts of what there is, so much is taken off. */
    discount: fc.option(fc.bigInt({ min: 1n, max: 999n }), { nil: null, freq: 2 }),
    currency: fc.constantFrom(...activeCurrencies),
    expenseId: fc.constantFrom(...expenseIds),
    order: fc.infiniteStream(fc.nat()),
  })
  .map(({ lines, spreads, discount, currency, expenseId, order }) => {
    const plus = [...lines, ...spreads];
    const all = sum(plus.map(minorOf));
    const off: Line[] = discount === null ? [] : [{ minor: (all * discount) / 1000n, kind: "DISCOUNT", claims: [] }];
    const whole = [...plus, ...off];
    const minor = billTotal(whole, whole.map(minorOf));
    const shuffled = shuffle(
      whole.map((line) => ({ ...line, claims: shuffle(line.claims, order) })),
      order,
    );
    return { total: { minor, currency }, lines: whole, shuffled, expenseId };
  });

function minorOf({ minor }: Line): bigint {
  return minor;
}

function shuffle<Each>(list: readonly Each[], order: Iterator<number>): Each[] {
  const keyed = list.map((each) => [order.next().value as number, each] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, each]) => each);
}

function written(lines: readonly Line[], currency: string, sign = 1n): SplitItem[] {
  const digits = minorDigits(currency);
  return lines.map(({ minor, kind, claims }) => ({ amount: decimal(minor * sign, digits), kind, claims }));
}

function sharesOf(answer: BillAnswer): readonly AllocatedShare[] {
  if ("problems" in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.shares;
}

/** A fraction nobody has simplified; the denominator is above zero. */
type Fraction = readonly [numerator: bigint, denominator: bigint];
const ZERO: Fraction = [0n, 1n];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const over = (a: Fraction, [c, d]: Fraction): Fraction => times(a, [d, c]);
const same = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d === c * b;
const floor = ([a, b]: Fraction): bigint => a / b;
const less = ([a, b]: Fraction, [c, d]: Fraction): number => compare(a * d, c * b);

/** Line by line, as one would on paper: items by their weights, then every other line over what each one had. */
function onPaper(lines: readonly Line[]): Map<string, Fraction> {
  const had = new Map<string, Fraction>();
  for (const { minor, kind, claims } of lines) {
    if (kind !== "ITEM") continue;
    const all = claims.map(({ weight: each }): Fraction => [each.units, 10n ** BigInt(each.scale)]).reduce(plus, ZERO);
    for (const { memberId, weight: each } of claims) {
      const part = times([minor, 1n], over([each.units, 10n ** BigInt(each.scale)], all));
      had.set(memberId, plus(had.get(memberId) ?? ZERO, part));
    }
  }
  const base = [...had.values()].reduce(plus, ZERO);
  const bears = new Map(had);
  for (const { minor, kind } of lines) {
    if (kind === "ITEM") continue;
    for (const [memberId, part] of had) {
      const slice = over(times([kind === "DISCOUNT" ? -minor : minor, 1n], part), base);
      bears.set(memberId, plus(bears.get(memberId)!, slice));
    }
  }
  return bears;
}

/** Largest remainder as its definition has it, one unit after the other. */
function rounded(exact: ReadonlyMap<string, Fraction>, total: bigint, expenseId: string): Map<string, bigint> {
  const people = [...exact.keys()].sort();
  const start = turnOf(expenseId, people.length);
  const shares = new Map(people.map((memberId) => [memberId, floor(exact.get(memberId)!)]));
  const waiting = [...people.slice(start), ...people.slice(0, start)];
  const lost = (memberId: string) => plus(exact.get(memberId)!, [-floor(exact.get(memberId)!), 1n]);
  for (let left = total - sum(shares.values()); left > 0n; left--) {
    const [first] = waiting.toSorted((a, b) => less(lost(b), lost(a)));
    shares.set(first!, shares.get(first!)! + 1n);
    waiting.splice(waiting.indexOf(first!), 1);
  }
  return shares;
}

test("shares are what a reckoning on paper says, and sum to the total", () => {
  fc.assert(
    fc.property(bill, ({ total, lines, expenseId }) => {
      const shares = sharesOf(shareBill(total, written(lines, total.currency), expenseId));
      const paper = onPaper(lines);
      expect(sum(shares.map((share) => share.minor))).toBe(total.minor);
      expect(shares.map((share) => share.memberId)).toEqual([...paper.keys()].sort());
      expect(new Map(shares.map((share) => [share.memberId, share.minor]))).toEqual(
        rounded(paper, total.minor, expenseId),
      );
      const wrong = shares.filter(({ memberId, minor, allocation }) => {
        const { numerator, denominator } = allocation.exact;
        const off = minor * denominator - numerator;
        return !(
          same([numerator, denominator], paper.get(memberId)!) &&
          off < denominator &&
          -off < denominator &&
          minor >= 0n &&
          numerator / denominator + allocation.oddUnits === minor
        );
      });
      expect(wrong).toEqual([]);
    }),
    runs(),
  );
});

test("the order of lines and claims never changes a share", () => {
  fc.assert(
    fc.property(bill, ({ total, lines, shuffled, expenseId }) => {
      const shares = sharesOf(shareBill(total, written(lines, total.currency), expenseId));
      expect(sharesOf(shareBill(total, written(shuffled, total.currency), expenseId))).toEqual(shares);
    }),
    runs(),
  );
});

test("a refund is the mirror image of what was paid", () => {
  fc.assert(
    fc.property(bill, ({ total, lines, expenseId }) => {
      const shares = sharesOf(shareBill(total, written(lines, total.currency), expenseId));
      const back = { minor: -total.minor, currency: total.currency };
      const mirror = sharesOf(shareBill(back, written(lines, total.currency, -1n), expenseId));
      expect(mirror.map(({ minor }) => -minor)).toEqual(shares.map(({ minor }) => minor));
      expect(mirror.map(({ allocation }) => -allocation.exact.numerator)).toEqual(
        shares.map(({ allocation }) => allocation.exact.numerator),
      );
      expect(mirror.map(({ allocation }) => allocation.rule)).toEqual(shares.map(({ allocation }) => allocation.rule));
    }),
    runs(),
  );
});

test("a restaurant bill by hand: 10 % tax on two meals and three beers, two of them Ben's", () => {
  const [ana, ben] = members as [string, string];
  const line = (amount: string, kind: SplitItemKind, ...weights: [string, string][]): SplitItem => ({
    amount: Decimal.parse(amount)!,
    kind,
    claims: weights.map(([memberId, text]) => ({ memberId, weight: Decimal.parse(text)! })),
  });
  const lines = [
    line("12.00", "ITEM", [ana, "1"]),
    line("15.50", "ITEM", [ben, "1"]),
    line("10.00", "ITEM", [ana, "1"], [ben, "2"]),
    line("3.75", "TAX"),
    line("5.00", "DISCOUNT"),
  ];
  const total = { minor: 3625n, currency: "EUR" };
  const shares = sharesOf(shareBill(total, lines, expenseIds[0]!));
  // Ana had 15 1/3 of 37.50 (46/112.5), Ben 22 1/6: 3625 × 46/112.5 is 1482 2/9 cents, the rest 2142 7/9.
  expect(shares.map(({ minor }) => minor)).toEqual([1482n, 2143n]);
  expect(shares.map(({ allocation }) => mixedNumber(allocation.exact))).toEqual(["1482 2/9", "2142 7/9"]);
  expect(shares.map(({ allocation }) => allocation.rule)).toEqual(["SMALLER_FRACTION", "LARGER_FRACTION"]);
});

const cuts = fc.array(fc.record({ which: fc.nat(), thousandths: fc.bigInt({ min: 1n, max: 1000n }) }), {
  minLength: 1,
  maxLength: 3,
});

/** Takes parts of the items off again, claimed by those who had them; `left` is what then is left of each item. */
function withReturns(lines: readonly Line[], taken: readonly { which: number; thousandths: bigint }[]) {
  const had = lines.filter(({ kind }) => kind === "ITEM");
  const left = had.map(minorOf);
  const returned = taken.map(({ which, thousandths }): Line => {
    const index = which % had.length;
    const minor = (left[index]! * thousandths) / 1000n;
    left[index] = left[index]! - minor;
    return { minor: -minor, kind: "ITEM", claims: had[index]!.claims };
  });
  return { whole: [...lines, ...returned], left };
}

const fewerRuns = () => cases(2000);

test("what is taken off again is as if there had been less of it", () => {
  fc.assert(
    fc.property(bill, cuts, ({ total: { currency }, lines: bought, expenseId }, taken) => {
      const { whole: lines, left } = withReturns(bought, taken);
      const total = { minor: billTotal(lines, lines.map(minorOf)), currency };
      fc.pre(total.minor > 0n && sum(left) > 0n);
      const shares = sharesOf(shareBill(total, written(lines, currency), expenseId));
      const paper = onPaper(lines);
      expect(new Map(shares.map((share) => [share.memberId, share.minor]))).toEqual(
        rounded(paper, total.minor, expenseId),
      );
      expect(shares.every(({ minor }) => minor >= 0n)).toBe(true);
      let place = 0;
      const lessOfIt = lines
        .filter(({ kind, minor }) => kind !== "ITEM" || minor >= 0n)
        .map((line) => (line.kind === "ITEM" && place < left.length ? { ...line, minor: left[place++]! } : line));
      expect(sharesOf(shareBill(total, written(lessOfIt, total.currency), expenseId))).toEqual(shares);
      const back = { minor: -total.minor, currency: total.currency };
      const mirror = sharesOf(shareBill(back, written(lines, total.currency, -1n), expenseId));
      expect(mirror.map(({ minor }) => -minor)).toEqual(shares.map(({ minor }) => minor));
    }),
    fewerRuns(),
  );
});

test("a line is refused exactly where somebody would have had less than nothing", () => {
  const overdraft = fc.tuple(bill, item).map(([{ total, lines, expenseId }, { minor, claims }]) => {
    const whole = [...lines, { minor: -minor, kind: "ITEM" as const, claims }];
    return { total: { ...total, minor: billTotal(whole, whole.map(minorOf)) }, lines: whole, expenseId };
  });
  fc.assert(
    fc.property(overdraft, ({ total, lines, expenseId }) => {
      const items = lines.filter(({ kind }) => kind === "ITEM");
      fc.pre(total.minor > 0n && sum(items.map(minorOf)) !== 0n && lines.at(-1)!.minor !== 0n);
      const had = onPaper(items);
      const answer = shareBill(total, written(lines, total.currency), expenseId);
      if ([...had.values()].every(([numerator]) => numerator >= 0n)) {
        expect(sum(sharesOf(answer).map((share) => share.minor))).toBe(total.minor);
      } else {
        const problem = { code: "OUT_OF_RANGE", item: lines.length - 1, field: "amount" };
        expect("problems" in answer && answer.problems).toEqual([expect.objectContaining(problem)]);
      }
    }),
    fewerRuns(),
  );
});

describe("what cannot be shared", () => {
  const [ana, ben] = members as [string, string];
  const total = { minor: 1000n, currency: "EUR" };
  const claim = (memberId: string, text = "1") => ({ memberId, weight: Decimal.parse(text)! });
  const line = (amount: string, kind: SplitItemKind = "ITEM", claims = kind === "ITEM" ? [claim(ana)] : []) => ({
    amount: Decimal.parse(amount)!,
    kind,
    claims,
  });

  test.each<[string, SplitItem[], object]>([
    ["no lines", [], { code: "REQUIRED" }],
    ["too many decimals", [line("10.001")], { code: "TOO_MANY_DECIMALS", item: 0, field: "amount" }],
    ["too much", [line("10000000000000.01")], { code: "OUT_OF_RANGE", item: 0, field: "amount" }],
    [
      "a deduction from nothing",
      [line("11"), line("-1", "ITEM", [claim(ben)])],
      { code: "OUT_OF_RANGE", item: 1, field: "amount" },
    ],
    [
      "a deduction of more than somebody had",
      [
        line("9"),
        line("2", "ITEM", [claim(ben)]),
        line("-1", "ITEM", [claim(ana), claim(ben, "0")]),
        line("0.00"),
        line("-2.01", "ITEM", [claim(ben)]),
        line("2.01"),
      ],
      { code: "OUT_OF_RANGE", item: 4, field: "amount" },
    ],
    ["a discount below zero", [line("9"), line("-1", "DISCOUNT")], { code: "OUT_OF_RANGE", item: 1, field: "amount" }],
    ["nobody", [line("4"), line("6", "ITEM", [])], { code: "REQUIRED", item: 1, field: "claims" }],
    ["a claimed tax", [line("9"), line("1", "TAX", [claim(ben)])], { code: "NOT_ALLOWED", item: 1, field: "claims" }],
    [
      "somebody twice",
      [line("10", "ITEM", [claim(ana), claim(ana)])],
      { code: "DUPLICATE", item: 0, claim: 1, field: "memberId" },
    ],
    [
      "a weight below zero",
      [line("10", "ITEM", [claim(ana), claim(ben, "-1")])],
      { code: "OUT_OF_RANGE", item: 0, claim: 1, field: "weight" },
    ],
    [
      "seven decimals",
      [line("10", "ITEM", [claim(ana, "0.0000001")])],
      { code: "TOO_MANY_DECIMALS", item: 0, claim: 0, field: "weight" },
    ],
    [
      "a weight beyond all measure",
      [line("10", "ITEM", [claim(ana, "1000000000001")])],
      { code: "OUT_OF_RANGE", item: 0, claim: 0, field: "weight" },
    ],
    [
      "weights of zero",
      [line("10", "ITEM", [claim(ana, "0"), claim(ben, "0.0")])],
      { code: "OUT_OF_RANGE", item: 0, field: "claims" },
    ],
    ["a sum that is not the total", [line("9.99")], { code: "SUM_MISMATCH" }],
    ["a discount that is added", [line("9"), line("1", "DISCOUNT")], { code: "SUM_MISMATCH" }],
    ["a tax on nothing", [line("10", "TAX")], { code: "OUT_OF_RANGE", item: 0, field: "amount" }],
    ["a tip on what costs nothing", [line("0"), line("10", "TIP")], { code: "OUT_OF_RANGE", item: 1, field: "amount" }],
  ])("%s", (_, lines, problem) => {
    const answer = shareBill(total, lines, expenseIds[0]!);
    expect("problems" in answer && answer.problems).toEqual([expect.objectContaining(problem)]);
  });

  test("unclaimed items say what they come to together", () => {
    const lines = [line("4", "ITEM", []), line("6", "ITEM", [])];
    const answer = shareBill(total, lines, expenseIds[0]!);
    expect("problems" in answer && answer.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("10.00 EUR"),
      expect.stringContaining("10.00 EUR"),
    ]);
    expect(unclaimedSum(lines, [400n, 600n])).toBe(1000n);
  });

  test("what costs nothing may stay with nobody", () => {
    const shares = sharesOf(shareBill(total, [line("10"), line("0", "ITEM", []), line("0", "FEE")], expenseIds[0]!));
    expect(shares.map(({ memberId, minor }) => [memberId, minor])).toEqual([[ana, 1000n]]);
  });

  test("whoever claims with a weight of zero bears nothing", () => {
    const shares = sharesOf(shareBill(total, [line("10", "ITEM", [claim(ana), claim(ben, "0")])], expenseIds[0]!));
    expect(shares.map(({ minor }) => minor)).toEqual([1000n, 0n]);
  });

  test("weights without a common measure are refused, and computed with up to a hundred digits", () => {
    const uneven = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        line("0.01", "ITEM", [claim(ana, `0.${999_983 - 2 * index}`), claim(ben, "0.000001")]),
      );
    const answer = shareBill({ minor: 200n, currency: "EUR" }, uneven(200), expenseIds[0]!);
    expect("problems" in answer && answer.problems).toEqual([expect.objectContaining({ code: "OUT_OF_RANGE" })]);
    const shares = sharesOf(shareBill({ minor: 12n, currency: "EUR" }, uneven(12), expenseIds[0]!));
    expect(sum(shares.map(({ minor }) => minor))).toBe(12n);
  });
});
