import { expect, test } from "@jest/globals";
import { sum } from "../../kernel/allocate.js";
import type { CurrencyTransfer, MemberBalance } from "../../kernel/settle.js";
import { settlementPlan } from "../../kernel/settle-exact.js";
import { Random, rounds, testSeed } from "../../test/random.js";
import { asOne, betweenHouseholds, paidBetween, passedOn } from "./household.js";

const CASES = rounds(10_000);

/** Up to nine people, some of them in households, whose balances sum to zero. */
function randomGroup(random: Random) {
  const memberIds = Array.from({ length: random.int(2, 9) }, (_, index) => `m${index}`);
  const payers = new Map<string, string>();
  const first = random.some(memberIds);
  const second = memberIds.filter((id) => !first.includes(id));
  for (const household of [first, second]) {
    if (household.length > 1 && random.chance(0.7)) for (const id of household) payers.set(id, household[0]!);
  }
  const minors = memberIds.slice(1).map(() => BigInt(random.int(-500, 500)));
  const balances = [-sum(minors), ...minors].map((minor, index) => ({ memberId: `m${index}`, currency: "EUR", minor }));
  return { memberIds, payers, balances };
}

function settled(balances: readonly MemberBalance[], transfers: readonly CurrencyTransfer[]): bigint[] {
  const left = new Map(balances.map(({ memberId, minor }) => [memberId, minor]));
  for (const { fromId, toId, minor } of transfers) {
    left.set(fromId, left.get(fromId)! + minor);
    left.set(toId, left.get(toId)! - minor);
  }
  return [...left.values()].filter((minor) => minor !== 0n);
}

test(`${CASES} groups: what is passed on and what households pay each other leaves everybody at zero`, () => {
  const seed = testSeed();
  for (let index = 0; index < CASES; index++) {
    const { payers, balances } = randomGroup(new Random(seed + index));
    const units = asOne(balances, payers);
    expect(sum(units.map(({ minor }) => minor))).toBe(0n);
    for (const { memberId } of units) expect(payers.get(memberId) ?? memberId).toBe(memberId);
    const plan = settlementPlan(units).transfers.map((transfer) => ({ ...transfer, currency: "EUR" }));
    expect({ seed: seed + index, left: settled(balances, [...plan, ...passedOn(balances, payers)]) }).toEqual({
      seed: seed + index,
      left: [],
    });
  }
});

test("debts between two households are one sum, and those within one are none", () => {
  const payers = new Map([
    ["a1", "a1"],
    ["a2", "a1"],
    ["b1", "b1"],
    ["b2", "b1"],
  ]);
  const owes = (fromId: string, toId: string, minor: bigint) => ({ currency: "EUR", fromId, toId, minor });
  const debts = [owes("a1", "b2", 500n), owes("b1", "a2", 200n), owes("a1", "a2", 900n), owes("c", "a2", 1n)];
  expect(betweenHouseholds(debts, payers)).toEqual([owes("a1", "b1", 300n), owes("c", "a1", 1n)]);
  expect(betweenHouseholds([owes("a1", "b1", 5n), owes("b2", "a2", 5n)], payers)).toEqual([]);
  expect(paidBetween(owes("a2", "b2", 7n), payers)).toEqual(owes("a1", "b1", 7n));
  expect(paidBetween(owes("a2", "a1", 7n), payers)).toBeNull();
});
