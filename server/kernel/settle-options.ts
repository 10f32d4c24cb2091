import { sum } from "./allocate.js";
import { compareIds } from "./ids.js";
import type { Net, TransferPlan } from "./settle.js";
import { type SettlementPlan, settlementPlan } from "./settle-exact.js";

/** What people want of a plan beside few transfers. */
export interface SettleOptions {
  /** Everybody pays, or is paid by, this member alone. */
  readonly throughId?: string;
  /** These members pay, and are paid by, only the ones named for them. */
  readonly partners?: ReadonlyMap<string, ReadonlySet<string>>;
  /** No transfer is smaller than so many minor units. */
  readonly smallest?: bigint;
}

/** Stands for whoever will settle what cannot be settled within the options; no id is empty. */
const LATER = "";

/**
 * A plan that keeps to the options; the nets must sum to zero.
 *
 * Through one member nothing stays open, and there is no other way. With partners nothing stays open where everybody
 * can be reached by way of partners; members who deal among themselves alone can settle only what they owe each other,
 * and the difference stays open at one of them (without anybody who deals with all, the first by id). Transfers below
 * the smallest are left out, and what they would have settled stays open at both their ends. `lowerBound` is what any
 * plan within the options takes that leaves as little open.
 */
export function settleWithin(nets: readonly Net[], options: SettleOptions): SettlementPlan {
  const { throughId, partners, smallest = 0n } = options;
  const plan =
    throughId !== undefined
      ? planThrough(nets, throughId)
      : partners && partners.size > 0
        ? planAmong(nets, partners)
        : settlementPlan(nets);
  const kept = plan.transfers.filter(({ minor }) => minor >= smallest);
  return kept.length === plan.transfers.length ? plan : { transfers: kept, method: "GREEDY", lowerBound: 0 };
}

/** What stays open when all transfers are paid, without zeros, in the order of ids. */
export function openAfter(nets: readonly Net[], transfers: readonly TransferPlan[]): Net[] {
  const left = new Map(nets.map(({ memberId, minor }) => [memberId, minor]));
  for (const { fromId, toId, minor } of transfers) move(left, fromId, toId, minor);
  return openOf(left);
}

function openOf(left: ReadonlyMap<string, bigint>): Net[] {
  return [...left]
    .filter(([, minor]) => minor !== 0n)
    .map(([memberId, minor]) => ({ memberId, minor }))
    .sort((a, b) => compareIds(a.memberId, b.memberId));
}

function move(left: Map<string, bigint>, fromId: string, toId: string, minor: bigint): void {
  left.set(fromId, (left.get(fromId) ?? 0n) + minor);
  left.set(toId, (left.get(toId) ?? 0n) - minor);
}

function planThrough(nets: readonly Net[], throughId: string): SettlementPlan {
  const transfers = openAfter(nets, [])
    .filter(({ memberId }) => memberId !== throughId)
    .map(({ memberId, minor }) => paying(memberId, throughId, minor));
  return { transfers, method: "EXACT", lowerBound: transfers.length };
}

/** Brings somebody to zero by dealing with somebody else. */
function paying(memberId: string, otherId: string, minor: bigint): TransferPlan {
  return minor < 0n ? { fromId: memberId, toId: otherId, minor: -minor } : { fromId: otherId, toId: memberId, minor };
}

function planAmong(nets: readonly Net[], partners: ReadonlyMap<string, ReadonlySet<string>>): SettlementPlan {
  const free = settlementPlan(nets);
  const may = (a: string, b: string) => (partners.get(a)?.has(b) ?? true) && (partners.get(b)?.has(a) ?? true);
  if (free.transfers.every(({ fromId, toId }) => may(fromId, toId))) return free;
  const { tree, components } = reachable(nets, partners, may);
  const left = new Map(nets.map(({ memberId, minor }) => [memberId, minor]));
  const transfers = byTree(tree, left, may);
  const unbound = openOf(left).filter(({ memberId }) => !partners.has(memberId));
  transfers.push(...asFarAsItGoes(unbound));
  const bound = components.map((ids) => leastFor(nets, ids)).reduce((total, least) => total + least, 0);
  const settled = openAfter(nets, transfers).length === 0;
  const lowerBound = Math.max(bound, settled ? free.lowerBound : 0);
  return { transfers, method: transfers.length === lowerBound ? "EXACT" : "GREEDY", lowerBound };
}

interface Leaf {
  readonly memberId: string;
  readonly parentId: string;
}

/** Who can reach whom by way of partners, and for each bound member one partner who is nearer to everybody else. */
function reachable(
  nets: readonly Net[],
  partners: ReadonlyMap<string, ReadonlySet<string>>,
  may: (a: string, b: string) => boolean,
): { tree: Leaf[]; components: string[][] } {
  const named = [...partners].flatMap(([id, others]) => [id, ...others]);
  const open = new Set(nets.filter(({ minor }) => minor !== 0n).map(({ memberId }) => memberId));
  // Through somebody who pays or is paid anyway it takes fewer transfers.
  const ids = [...new Set([...nets.map(({ memberId }) => memberId), ...named])].sort(
    (a, b) => Number(open.has(b)) - Number(open.has(a)) || compareIds(a, b),
  );
  const waiting = new Set(ids.filter((id) => partners.has(id)));
  const unbound = ids.filter((id) => !partners.has(id));
  const tree: Leaf[] = [];
  const components: string[][] = [];
  // Whoever is not bound deals with everybody who is not bound: they are one component, and all of them its root.
  for (let roots = unbound; ; roots = [[...waiting][0]!]) {
    for (const root of roots) waiting.delete(root);
    const component = [...roots];
    for (const id of component) {
      for (const other of [...waiting].filter((each) => may(id, each))) {
        waiting.delete(other);
        component.push(other);
        tree.push({ memberId: other, parentId: id });
      }
    }
    components.push(component);
    if (waiting.size === 0) return { tree, components };
  }
}

/** From the leaves up, everybody settles with partners who are owed what they owe, and the rest with the parent. */
function byTree(
  tree: readonly Leaf[],
  left: Map<string, bigint>,
  may: (a: string, b: string) => boolean,
): TransferPlan[] {
  const pairs = new Map<string, TransferPlan>();
  const gone = new Set<string>();
  const pay = (memberId: string, otherId: string, minor: bigint) => {
    const transfer = paying(memberId, otherId, minor);
    move(left, transfer.fromId, transfer.toId, transfer.minor);
    const before = pairs.get(otherId)?.minor ?? 0n;
    pairs.set(otherId, { ...transfer, minor: before + transfer.minor });
  };
  return [...tree].reverse().flatMap(({ memberId, parentId }) => {
    pairs.clear();
    gone.add(memberId);
    for (const other of opposites(left, memberId, gone, may)) {
      const [own, theirs] = [left.get(memberId) ?? 0n, left.get(other)!];
      if (own === 0n) break;
      pay(memberId, other, own < 0n ? -least(-own, theirs) : least(own, -theirs));
    }
    const rest = left.get(memberId) ?? 0n;
    if (rest !== 0n) pay(memberId, parentId, rest);
    return [...pairs.values()];
  });
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Partners who are owed what this member owes, or the other way round: the largest first. */
function opposites(
  left: ReadonlyMap<string, bigint>,
  memberId: string,
  gone: ReadonlySet<string>,
  may: (a: string, b: string) => boolean,
): string[] {
  const own = left.get(memberId) ?? 0n;
  const size = (minor: bigint) => (minor < 0n ? -minor : minor);
  return [...left]
    .filter(([id, minor]) => !gone.has(id) && may(memberId, id) && minor !== 0n && minor < 0n !== own < 0n)
    .sort(([a, x], [b, y]) => (size(x) > size(y) ? -1 : size(x) < size(y) ? 1 : compareIds(a, b)))
    .map(([id]) => id);
}

/** The plan of balances that need not sum to zero: what is too much stays open. */
function asFarAsItGoes(nets: readonly Net[]): readonly TransferPlan[] {
  const over = sum(nets.map(({ minor }) => minor));
  const { transfers } = settlementPlan([...nets, { memberId: LATER, minor: -over }]);
  return transfers.filter(({ fromId, toId }) => fromId !== LATER && toId !== LATER);
}

/** Whoever must be settled completely pays, or is paid, at least once. */
function leastFor(nets: readonly Net[], memberIds: readonly string[]): number {
  const ids = new Set(memberIds);
  const own = nets.filter(({ memberId }) => ids.has(memberId));
  const over = sum(own.map(({ minor }) => minor));
  const debtors = own.filter(({ minor }) => minor < 0n).length;
  const creditors = own.filter(({ minor }) => minor > 0n).length;
  if (over === 0n) return Math.max(debtors, creditors);
  return over > 0n ? debtors : creditors;
}
