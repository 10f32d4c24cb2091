import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cases } from "../test/random.js";
import { sum } from "./allocate.js";
import { newId } from "./ids.js";
import { greedyTransfers, type Net, type TransferPlan } from "./settle.js";
import { EXACT_MAX, settlementPlan } from "./settle-exact.js";

const runs = () => cases(10_000);
const ids = Array.from({ length: 200 }, () => newId("mem")).sort();

function netsFrom(minors: readonly bigint[]): Net[] {
  return minors.map((minor, index) => ({ memberId: ids[index]!, minor }));
}

/** Small amounts, so that many subsets sum to zero. */
function balances(most: number, amount: number) {
  return fc
    .array(fc.integer({ min: -amount, max: amount }), { minLength: 1, maxLength: most - 1 })
    .map((minors) => netsFrom([...minors, -minors.reduce((a, b) => a + b, 0)].map(BigInt)));
}

/** The fewest transfers, by trying every way to divide the people into parts that sum to zero. */
function bruteForce(nets: readonly Net[]): number {
  const open = nets.filter((net) => net.minor !== 0n).map((net) => net.minor);
  const parts = (left: readonly bigint[]): number => {
    const [first, ...others] = left;
    if (first === undefined) return 0;
    let most = -Infinity;
    for (let chosen = 0; chosen < 1 << others.length; chosen++) {
      const total = first + sum(others.filter((_, index) => chosen & (1 << index)));
      if (total !== 0n) continue;
      most = Math.max(most, 1 + parts(others.filter((_, index) => !(chosen & (1 << index)))));
    }
    return most;
  };
  return open.length - parts(open);
}

function settles(nets: readonly Net[], transfers: readonly TransferPlan[]): boolean {
  const left = new Map(nets.map(({ memberId, minor }) => [memberId, minor]));
  for (const { fromId, toId, minor } of transfers) {
    if (minor <= 0n || fromId === toId) return false;
    left.set(fromId, left.get(fromId)! + minor);
    left.set(toId, left.get(toId)! - minor);
  }
  return [...left.values()].every((minor) => minor === 0n);
}

describe("the fewest transfers", () => {
  test("six people whom greedy needs five transfers for", () => {
    const nets = netsFrom([6n, 5n, 5n, -10n, -3n, -3n]);
    expect(greedyTransfers(nets)).toHaveLength(5);
    expect(settlementPlan(nets)).toMatchObject({ transfers: { length: 4 }, method: "EXACT", lowerBound: 4 });
  });

  test("sums beyond eight bytes do not wrap around to zero", () => {
    const far = 2n ** 63n;
    const nets = netsFrom([far - 1n, far + 1n, -far - 5n, -far + 5n]);
    const plan = settlementPlan(nets);
    expect(settles(nets, plan.transfers)).toBe(true);
    expect(plan).toMatchObject({ transfers: { length: 3 }, method: "EXACT", lowerBound: 3 });
  });

  test("equal to brute force for at most eight people", () => {
    fc.assert(
      fc.property(balances(8, 6), (nets) => {
        const plan = settlementPlan(nets);
        expect(plan).toMatchObject({ method: "EXACT", lowerBound: plan.transfers.length });
        expect(plan.transfers).toHaveLength(bruteForce(nets));
      }),
      runs(),
    );
  });

  test("never more than greedy, and everybody ends at zero, in any order of input", () => {
    fc.assert(
      fc.property(balances(10, 40), (nets) => {
        const { transfers, lowerBound } = settlementPlan(nets);
        expect(transfers.length).toBeLessThanOrEqual(greedyTransfers(nets).length);
        expect(lowerBound).toBeLessThanOrEqual(transfers.length);
        expect(settles(nets, [...transfers])).toBe(true);
        expect(settlementPlan([...nets].reverse()).transfers).toEqual(transfers);
      }),
      runs(),
    );
  });
});

describe("large groups", () => {
  test("beyond the limit the answer says so, and gives a bound that holds", () => {
    fc.assert(
      fc.property(balances(60, 1_000_000), (nets) => {
        const { transfers, method, lowerBound } = settlementPlan(nets);
        expect(settles(nets, [...transfers])).toBe(true);
        expect(transfers.length).toBeLessThanOrEqual(greedyTransfers(nets).length);
        expect(lowerBound).toBeLessThanOrEqual(transfers.length);
        if (method === "EXACT") expect(lowerBound).toBe(transfers.length);
      }),
      cases(300),
    );
  });

  test("any number of opposites is settled exactly", () => {
    const nets = netsFrom(Array.from({ length: 200 }, (_, index) => BigInt((index % 2 ? -1 : 1) * (1 + (index >> 1)))));
    expect(settlementPlan(nets)).toMatchObject({ transfers: { length: 100 }, method: "EXACT", lowerBound: 100 });
  });

  test("as many as the limit are settled exactly, whatever their amounts", () => {
    const minors = Array.from({ length: EXACT_MAX - 1 }, (_, index) => 10n ** 14n + 7n ** BigInt(index));
    const plan = settlementPlan(netsFrom([...minors, -sum(minors)]));
    expect(plan).toMatchObject({ transfers: { length: EXACT_MAX - 1 }, method: "EXACT" });
  });
});
