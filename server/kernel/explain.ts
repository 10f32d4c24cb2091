import { compareIds } from "./ids.js";
import type { TransferPlan } from "./settle.js";

/** The sum of the amounts up to and including each one. */
export function runningSums(minors: readonly bigint[]): bigint[] {
  let total = 0n;
  return minors.map((minor) => {
    total += minor;
    return total;
  });
}

/** One person's payment to another. */
export interface Hop {
  readonly fromId: string;
  readonly toId: string;
}

/**
 * One step from the debts to the transfers of a plan: `minor` less is owed along each hop of `instead`, and as much
 * more is paid along each hop of `now`. Nobody's balance moves by it.
 */
export interface Substitution {
  /** Above zero. */
  readonly minor: bigint;
  /** In the order in which the payments would lead on from one to the next. */
  readonly instead: readonly Hop[];
  readonly now: readonly Hop[];
  /** Where the plan does not settle everything: who goes on owing, and who goes on being owed; else null. */
  readonly open: Hop | null;
}

/** Stands for whoever will settle what a plan leaves open; no id is empty, and it sorts before all of them. */
const LATER = "";

/** How many arcs are looked at in all; what is not found by then stays one remainder (see `transferParts`). */
const STEPS_MAX = 2_000_000;

/** A difference between the plan and the debts of two people, the way in which the plan pays more. */
interface Arc {
  readonly fromId: string;
  readonly toId: string;
  /** The plan pays nothing that way: it pays less the other way than is owed. */
  readonly removes: boolean;
  left: bigint;
}

/**
 * What turns the debts between each two people into the transfers of a plan, as substitutions.
 *
 * Debts and plan give everybody the same balance, so their difference is a circulation; a circulation is a sum of
 * cycles (flow decomposition, e.g. R. K. Ahuja et al., "Network Flows", 1993, theorem 3.5). Each is the shortest that
 * can be found through the next difference, those of the plan's own transfers first; equally short ones go by the order
 * of ids, so that the same debts and plan always give the same steps.
 */
export function substitutions(debts: readonly TransferPlan[], transfers: readonly TransferPlan[]): Substitution[] {
  const planned = new Set([...transfers, ...leftOpen(debts, transfers)].map(pairOf));
  const arcs = differences(debts, [...transfers, ...leftOpen(debts, transfers)]);
  const first = (arc: Arc) => (planned.has(pairOf(arc)) ? 0 : 1);
  const search = new CycleSearch(arcs);
  const found: Substitution[] = [];
  for (const arc of [...arcs].sort((a, b) => first(a) - first(b))) {
    while (arc.left > 0n) {
      const cycle = search.shortestThrough(arc);
      if (!cycle) return found;
      const minor = cycle.reduce((least, { left }) => (left < least ? left : least), arc.left);
      for (const each of cycle) each.left -= minor;
      found.push(substitutionOf(cycle, minor));
    }
  }
  return found;
}

/** What of one transfer is the direct debt of the two, and what each substitution adds to it or takes from it. */
export interface TransferParts {
  /** Below zero where the debt is the other way round. */
  readonly direct: bigint;
  readonly substitutions: readonly { readonly substitution: Substitution; readonly minor: bigint }[];
  /** What is left to explain; zero unless the graph is too large to be searched to its end. */
  readonly rest: bigint;
}

/** The parts of a transfer; they sum to its amount. */
export function transferParts(
  transfer: TransferPlan,
  debts: readonly TransferPlan[],
  steps: readonly Substitution[],
): TransferParts {
  const along = (hops: readonly Hop[], minor: bigint) =>
    hops.reduce((total, hop) => total + signOf(hop, transfer) * minor, 0n);
  const direct = debts.reduce((total, debt) => total + signOf(debt, transfer) * debt.minor, 0n);
  const parts = steps
    .map((step) => ({ substitution: step, minor: along(step.now, step.minor) - along(step.instead, step.minor) }))
    .filter(({ minor }) => minor !== 0n);
  const rest = parts.reduce((left, { minor }) => left - minor, transfer.minor - direct);
  return { direct, substitutions: parts, rest };
}

/** 1 where the hop goes the way of the transfer, −1 where it goes the other way, and 0 elsewhere. */
function signOf(hop: Hop, transfer: Hop): bigint {
  if (hop.fromId === transfer.fromId && hop.toId === transfer.toId) return 1n;
  return hop.fromId === transfer.toId && hop.toId === transfer.fromId ? -1n : 0n;
}

function pairOf({ fromId, toId }: Hop): string {
  return compareIds(fromId, toId) < 0 ? `${fromId} ${toId}` : `${toId} ${fromId}`;
}

/** What people owe and are owed beyond the plan, as transfers from and to nobody yet. */
function leftOpen(debts: readonly TransferPlan[], transfers: readonly TransferPlan[]): TransferPlan[] {
  const owes = new Map<string, bigint>();
  const add = (id: string, minor: bigint) => owes.set(id, (owes.get(id) ?? 0n) + minor);
  for (const [list, sign] of [
    [debts, 1n],
    [transfers, -1n],
  ] as const) {
    for (const { fromId, toId, minor } of list) {
      add(fromId, sign * minor);
      add(toId, -sign * minor);
    }
  }
  return [...owes].flatMap(([id, minor]) => {
    if (minor === 0n) return [];
    return minor > 0n ? { fromId: id, toId: LATER, minor } : { fromId: LATER, toId: id, minor: -minor };
  });
}

/** The plan minus the debts, pair by pair, in the order of ids. */
function differences(debts: readonly TransferPlan[], transfers: readonly TransferPlan[]): Arc[] {
  const pairs = new Map<string, { hop: Hop; owed: bigint; paid: bigint }>();
  const at = ({ fromId, toId }: Hop) => {
    const key = pairOf({ fromId, toId });
    const hop = compareIds(fromId, toId) < 0 ? { fromId, toId } : { fromId: toId, toId: fromId };
    const pair = pairs.get(key) ?? { hop, owed: 0n, paid: 0n };
    pairs.set(key, pair);
    return pair;
  };
  for (const debt of debts) {
    const pair = at(debt);
    pair.owed += signOf(debt, pair.hop) * debt.minor;
  }
  for (const transfer of transfers) {
    const pair = at(transfer);
    pair.paid += signOf(transfer, pair.hop) * transfer.minor;
  }
  const sorted = [...pairs].sort(([a], [b]) => compareIds(a, b)).map(([, pair]) => pair);
  return sorted.flatMap(({ hop, owed, paid }) => {
    if (paid > owed) return { ...hop, removes: paid <= 0n, left: paid - owed };
    return paid < owed ? { fromId: hop.toId, toId: hop.fromId, removes: paid >= 0n, left: owed - paid } : [];
  });
}

/** Looks for cycles among arcs that have something left. */
class CycleSearch {
  private readonly leaving = new Map<string, Arc[]>();
  private steps = 0;

  constructor(arcs: readonly Arc[]) {
    const ordered = [...arcs].sort((a, b) => Number(b.removes) - Number(a.removes) || compareIds(a.toId, b.toId));
    for (const arc of ordered) {
      const others = this.leaving.get(arc.fromId);
      if (others) others.push(arc);
      else this.leaving.set(arc.fromId, [arc]);
    }
  }

  /** The arcs of a cycle with the fewest arcs, this one first; null where the steps are used up. */
  shortestThrough(arc: Arc): Arc[] | null {
    const cameBy = new Map<string, Arc>();
    const queue = [arc.toId];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const next of this.leaving.get(id) ?? []) {
        if (++this.steps > STEPS_MAX) return null;
        if (next.left === 0n || next.toId === arc.toId || cameBy.has(next.toId)) continue;
        cameBy.set(next.toId, next);
        if (next.toId === arc.fromId) return [arc, ...pathTo(arc.fromId, arc.toId, cameBy)];
        queue.push(next.toId);
      }
    }
    return null;
  }
}

function pathTo(end: string, start: string, cameBy: ReadonlyMap<string, Arc>): Arc[] {
  const path: Arc[] = [];
  for (let id = end; id !== start; ) {
    const arc = cameBy.get(id)!;
    path.unshift(arc);
    id = arc.fromId;
  }
  return path;
}

function substitutionOf(cycle: readonly Arc[], minor: bigint): Substitution {
  const arcs = fromFirstAdded(cycle);
  const isLater = ({ fromId, toId }: Hop) => fromId === LATER || toId === LATER;
  const hop = ({ fromId, toId }: Hop) => ({ fromId, toId });
  const back = ({ fromId, toId }: Hop) => ({ fromId: toId, toId: fromId });
  const debtor = arcs.find(({ toId }) => toId === LATER)?.fromId;
  const creditor = arcs.find(({ fromId }) => fromId === LATER)?.toId;
  return {
    minor,
    instead: arcs
      .filter(({ removes }) => removes)
      .map(back)
      .reverse(),
    now: arcs.filter((arc) => !arc.removes && !isLater(arc)).map(hop),
    open: debtor === undefined || creditor === undefined ? null : { fromId: debtor, toId: creditor },
  };
}

/** Turns the cycle so that what it removes reads as one chain: it begins with what is paid after something removed. */
function fromFirstAdded(cycle: readonly Arc[]): Arc[] {
  const starts = [...cycle.keys()].filter((index) => !cycle[index]!.removes && cycle.at(index - 1)!.removes);
  const among = starts.length > 0 ? starts : [...cycle.keys()];
  const start = among.reduce((best, index) =>
    compareIds(cycle[index]!.fromId, cycle[best]!.fromId) < 0 ? index : best,
  );
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}
