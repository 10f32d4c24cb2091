import { sum } from "./allocate.js";
import { groupBy } from "./group-by.js";
import { compareIds } from "./ids.js";
import { greedyTransfers, type Net, type TransferPlan } from "./settle.js";

/** Up to this many balances that have no exact opposite, the fewest transfers are found for certain. */
export const EXACT_MAX = 18;

/** How often larger groups are searched for three balances that settle among themselves, at most. */
const TRIPLE_STEPS_MAX = 2_000_000;

export interface SettlementPlan {
  readonly transfers: readonly TransferPlan[];
  /** EXACT: there is provably no plan with fewer transfers. */
  readonly method: "EXACT" | "GREEDY";
  /** No plan has fewer transfers than this. */
  readonly lowerBound: number;
}

/**
 * Settles all balances with the fewest transfers, provably up to `EXACT_MAX` balances without an exact opposite.
 *
 * A plan for n people who are not at zero needs n − k transfers, where k is the largest number of parts, each summing to
 * zero, into which they can be divided (T. Verhoeff, "Settling multiple debts efficiently", 2004). Two exact opposites may
 * always be a part of their own; the rest is divided by dynamic programming over subsets. Beyond the limit, parts of
 * three are taken out first, then what remains small enough is solved exactly, else greedily: decided by size and number
 * of steps, never by a clock, so that the same balances always give the same plan. The nets must sum to zero.
 */
export function settlementPlan(nets: readonly Net[]): SettlementPlan {
  const open = nets.filter((net) => net.minor !== 0n).sort((a, b) => compareIds(a.memberId, b.memberId));
  const { pairs, rest } = oppositesOf(open);
  const exact = rest.length <= EXACT_MAX;
  const parts = exact ? mostParts(rest) : someParts(rest);
  const divided = [...pairs, ...parts].flatMap(greedyTransfers);
  const greedy = exact ? divided : greedyTransfers(open);
  const transfers = greedy.length < divided.length ? greedy : divided;
  const lowerBound = exact ? transfers.length : pairs.length + leastTransfers(rest);
  return { transfers, method: exact || transfers.length === lowerBound ? "EXACT" : "GREEDY", lowerBound };
}

/** Without pairs every part has at least three people; and nobody can settle without paying or being paid. */
function leastTransfers(rest: readonly Net[]): number {
  const debtors = rest.filter((net) => net.minor < 0n).length;
  return Math.max(rest.length - Math.floor(rest.length / 3), debtors, rest.length - debtors);
}

/** Takes out exact opposites, in the order of their ids. */
function oppositesOf(open: readonly Net[]): { pairs: Net[][]; rest: Net[] } {
  const creditors = groupBy(
    open.filter((net) => net.minor > 0n),
    (net) => net.minor,
  );
  const pairs: Net[][] = [];
  const paired = new Set<string>();
  for (const debtor of open) {
    const creditor = debtor.minor < 0n ? creditors.get(-debtor.minor)?.shift() : undefined;
    if (!creditor) continue;
    pairs.push([debtor, creditor]);
    paired.add(debtor.memberId).add(creditor.memberId);
  }
  return { pairs, rest: open.filter((net) => !paired.has(net.memberId)) };
}

/** Divides at most `EXACT_MAX` balances into as many parts that sum to zero as there can be. */
function mostParts(rest: readonly Net[]): Net[][] {
  const size = 1 << rest.length;
  const isZero = zeroSums(rest, size);
  // The most parts that a chain of growing subsets can complete on its way to this one, and whom it took last.
  const most = new Int8Array(size);
  const last = new Int8Array(size);
  for (let subset = 1; subset < size; subset++) {
    let [best, taken] = [-1, 0];
    for (let index = 0, bit = 1; bit <= subset; index++, bit <<= 1) {
      if ((subset & bit) !== 0 && most[subset ^ bit]! > best) [best, taken] = [most[subset ^ bit]!, index];
    }
    most[subset] = best + isZero[subset]!;
    last[subset] = taken;
  }
  return chainParts(rest, isZero, last, size - 1);
}

/** 1 for each subset that sums to zero. */
function zeroSums(rest: readonly Net[], size: number): Uint8Array {
  const most = sum(rest.map(({ minor }) => (minor < 0n ? -minor : minor)));
  // Eight bytes hold what people owe each other; sums beyond them would wrap around, and be zero where they are not.
  const sums = most < 2n ** 63n ? new BigInt64Array(size) : Array.from({ length: size }, () => 0n);
  const isZero = new Uint8Array(size);
  for (let subset = 1; subset < size; subset++) {
    const lowest = 31 - Math.clz32(subset & -subset);
    const total = sums[subset & (subset - 1)]! + rest[lowest]!.minor;
    sums[subset] = total;
    if (total === 0n) isZero[subset] = 1;
  }
  return isZero;
}

/** Walks the best chain back from everybody: each subset on it that sums to zero ends a part. */
function chainParts(rest: readonly Net[], isZero: Uint8Array, last: Int8Array, everybody: number): Net[][] {
  const parts: Net[][] = [];
  let part: Net[] = [];
  for (let subset = everybody; subset !== 0; subset ^= 1 << last[subset]!) {
    if (isZero[subset] && part.length > 0) {
      parts.push(part);
      part = [];
    }
    part.push(rest[last[subset]!]!);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** For larger groups: parts of three while steps last, then the rest exactly if it became small enough. */
function someParts(rest: readonly Net[]): Net[][] {
  const parts: Net[][] = [];
  let left = [...rest];
  let steps = 0;
  for (let found = true; found && left.length > EXACT_MAX; ) {
    found = false;
    const byMinor = new Map(left.map((net) => [net.minor, net]));
    search: for (const [index, first] of left.entries()) {
      for (const second of left.slice(index + 1)) {
        if (++steps > TRIPLE_STEPS_MAX) break search;
        const third = byMinor.get(-first.minor - second.minor);
        if (!third || third === first || third === second) continue;
        const three = new Set([first, second, third]);
        parts.push([...three]);
        left = left.filter((net) => !three.has(net));
        found = true;
        break search;
      }
    }
  }
  return left.length <= EXACT_MAX ? [...parts, ...mostParts(left)] : [...parts, left];
}
