import { randomBitsOf } from "./ids.js";
import { invariant } from "./invariant.js";

/**
 * Splits `total` (minor units) in proportion to `weights`, to the last unit.
 *
 * Every part is first rounded down; the units left over go one each to the parts that lost most by rounding
 * (largest remainder, also called Hamilton's method). Among equal losers it goes by lot, which is `turn`, the
 * place of the one who is first: nobody is always the one who pays the odd cent, and nobody is owed it next time. A negative total is the mirror image of the positive one.
 */
export function allocate(total: bigint, weights: readonly bigint[], turn = 0): bigint[] {
  if (total < 0n) return allocate(-total, weights, turn).map((part) => -part);
  const weightSum = sum(weights);
  invariant(weightSum > 0n, "a split has someone to bear it");
  const parts = weights.map((weight) => (total * weight) / weightSum);
  const lost = weights.map((weight, index) => total * weight - parts[index]! * weightSum);
  const place = (index: number) => (index - turn + weights.length) % weights.length;
  const mostLostFirst = [...weights.keys()].sort((a, b) => compare(lost[b]!, lost[a]!) || place(a) - place(b));
  for (const index of mostLostFirst.slice(0, Number(total - sum(parts)))) parts[index]! += 1n;
  return parts;
}

/**
 * Whom the lot gives the first odd unit: a pure function of the expense's id over its members in the order of
 * their ids, so that the browser's preview is the server's answer and an edit does not move anybody's cent. The id is the client's
 * own, so whoever writes a program could draw again until it falls on others: a known trade, for a cent.
 */
export function turnOf(expenseId: string, members: number): number {
  return Number(randomBitsOf(expenseId) % BigInt(members));
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
