import { sum } from "../../kernel/allocate.js";
import { invariant } from "../../kernel/invariant.js";
import { type Net, pairwiseDebts } from "../../kernel/settle.js";

/** What one expense or settlement does to the balances of its members. */
export interface Entry {
  readonly subjectId: string;
  readonly currency: string;
  /** The day that counts for balances as of a day, as long as its period is open. */
  readonly effectiveOn: string;
  readonly reversal: boolean;
  /** Whether it goes with what was corrected, though its day is open by now. */
  readonly correction?: boolean;
  /** One for each member it moves; they sum to zero. */
  readonly nets: readonly Net[];
}

interface Amount {
  readonly memberId: string;
  readonly minor: bigint;
}

/** Paid − share for each member, without those for whom it is zero. */
export function netsOf(payers: readonly Amount[], shares: readonly Amount[]): Net[] {
  const nets = new Map<string, bigint>();
  for (const { memberId, minor } of payers) nets.set(memberId, (nets.get(memberId) ?? 0n) + minor);
  for (const { memberId, minor } of shares) nets.set(memberId, (nets.get(memberId) ?? 0n) - minor);
  const moved = [...nets].filter(([, minor]) => minor !== 0n);
  return moved.map(([memberId, minor]) => ({ memberId, minor }));
}

/** The entry that takes `entry` back. */
export function reversalOf(entry: Entry): Entry {
  return { ...entry, reversal: true, nets: entry.nets.map(({ memberId, minor }) => ({ memberId, minor: -minor })) };
}

export interface PairDelta {
  readonly currency: string;
  /** The smaller of the two ids. */
  readonly fromId: string;
  readonly toId: string;
  readonly minor: bigint;
}

/**
 * How the debts between each two members change. A reversal takes back exactly the pairs of the entry that it
 * reverses: matching its mirrored nets afresh would pair the same people, but the intent is plainer this way.
 */
export function pairDeltas(entries: readonly Entry[]): PairDelta[] {
  const deltas = new Map<string, PairDelta>();
  for (const entry of entries) {
    invariant(sum(entry.nets.map((net) => net.minor)) === 0n, "an entry sums to zero");
    const sign = entry.reversal ? -1n : 1n;
    const original = entry.nets.map(({ memberId, minor }) => ({ memberId, minor: minor * sign }));
    for (const { fromId, toId, minor } of pairwiseDebts(original)) {
      const [first, second, amount] = fromId < toId ? [fromId, toId, minor * sign] : [toId, fromId, -minor * sign];
      const key = `${entry.currency} ${first} ${second}`;
      const before = deltas.get(key)?.minor ?? 0n;
      deltas.set(key, { currency: entry.currency, fromId: first, toId: second, minor: before + amount });
    }
  }
  return [...deltas.values()].filter((delta) => delta.minor !== 0n);
}

export interface BalanceDelta {
  readonly memberId: string;
  readonly currency: string;
  readonly minor: bigint;
}

/** How each member's balance changes, in the order in which balances are locked. */
export function balanceDeltas(entries: readonly Entry[]): BalanceDelta[] {
  const deltas = new Map<string, BalanceDelta>();
  for (const { currency, nets } of entries) {
    for (const { memberId, minor } of nets) {
      const key = `${memberId} ${currency}`;
      deltas.set(key, { memberId, currency, minor: (deltas.get(key)?.minor ?? 0n) + minor });
    }
  }
  return [...deltas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, delta]) => delta);
}
