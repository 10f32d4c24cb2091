import { expect, test } from "@jest/globals";
import { type OpenBefore, overpaid } from "./overpaid.js";

type Pairs = Readonly<Record<string, bigint>>;

const before = (simplified: boolean, nets: Pairs, suggested: Pairs): OpenBefore => ({
  simplified,
  netOf: (id) => nets[id] ?? 0n,
  suggested: (from, to) => suggested[`${from} ${to}`] ?? 0n,
});
const pays = (from: string, to: string, amount: bigint) => ({ from, to, amount });
const owing = before(true, { clara: -5000n, dora: 2000n, emil: 3000n }, { "clara dora": 2000n, "clara emil": 3000n });
const pairs = before(false, { clara: -5000n, dora: 2000n }, { "clara dora": 2000n });

test("a payment of what is open, or less, makes nothing new", () => {
  for (const amount of [1n, 2000n]) {
    expect(overpaid(pays("clara", "dora", amount), owing)).toBeNull();
    expect(overpaid(pays("clara", "dora", amount), pairs)).toBeNull();
  }
});

test("where nothing is open, who receives it owes it to who pays", () => {
  for (const simplified of [true, false]) {
    const even = before(simplified, {}, {});
    expect(overpaid(pays("dora", "clara", 5000n), even)).toEqual({ kind: "pair", amount: 5000n });
  }
});

test("the wrong way round adds to what is owed", () => {
  expect(overpaid(pays("dora", "clara", 1000n), pairs)).toEqual({ kind: "pair", amount: 3000n });
  expect(overpaid(pays("dora", "clara", 1000n), owing)).toEqual({ kind: "pair", amount: 3000n });
});

test("above what is open, the rest is owed the other way", () => {
  expect(overpaid(pays("clara", "dora", 6000n), pairs)).toEqual({ kind: "pair", amount: 4000n });
  expect(overpaid(pays("clara", "dora", 6000n), owing)).toEqual({ kind: "pair", amount: 1000n });
});

test("in a group that gathers debts, the rest may be owed to others", () => {
  expect(overpaid(pays("clara", "dora", 5000n), owing)).toEqual({ kind: "receiver", amount: 3000n });
  const wide = before(true, { clara: -1000n, dora: 5000n, emil: -4000n }, { "clara dora": 1000n });
  expect(overpaid(pays("clara", "dora", 3000n), wide)).toEqual({ kind: "payer", amount: 2000n });
});

test("a debt that is not suggested, but settles, is no overpayment", () => {
  const gathered = before(true, { clara: -1000n, dora: 5000n, emil: -4000n }, { "emil dora": 4000n });
  expect(overpaid(pays("clara", "dora", 1000n), gathered)).toBeNull();
});
