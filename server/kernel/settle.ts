import { compare } from "./allocate.js";
import { compareIds } from "./ids.js";

/** What one person is owed (positive) or owes (negative), in minor units of one currency. */
export interface Net {
  readonly memberId: string;
  readonly minor: bigint;
}

/** A payment that would settle something: `minor` is above zero. */
export interface TransferPlan {
  readonly fromId: string;
  readonly toId: string;
  readonly minor: bigint;
}

/**
 * Transfers that bring every net to zero: the largest debtor pays the largest creditor, again and again.
 *
 * At most n − 1 transfers for n people who are not at zero; equal amounts go by the order of ids, so that the same
 * balances give the same transfers. The nets must sum to zero.
 */
export function greedyTransfers(nets: readonly Net[]): TransferPlan[] {
  const debtors = largestFirst(nets.filter((net) => net.minor < 0n).map((net) => ({ ...net, minor: -net.minor })));
  const creditors = largestFirst(nets.filter((net) => net.minor > 0n));
  const transfers: TransferPlan[] = [];
  while (debtors.length > 0 && creditors.length > 0) {
    const [debtor, creditor] = [debtors.pop(), creditors.pop()];
    const minor = debtor.minor < creditor.minor ? debtor.minor : creditor.minor;
    transfers.push({ fromId: debtor.memberId, toId: creditor.memberId, minor });
    if (debtor.minor > minor) debtors.push({ memberId: debtor.memberId, minor: debtor.minor - minor });
    if (creditor.minor > minor) creditors.push({ memberId: creditor.memberId, minor: creditor.minor - minor });
  }
  return transfers;
}

/**
 * Who owes whom after one expense or settlement: debtors are matched to creditors in the order of their ids, each as
 * far as they reach. Each person's debts add up to their net exactly. The nets must sum to zero.
 */
export function pairwiseDebts(nets: readonly Net[]): TransferPlan[] {
  const ordered = [...nets].sort((a, b) => compareIds(a.memberId, b.memberId));
  const debtors = ordered.filter((net) => net.minor < 0n).map((net) => ({ ...net, minor: -net.minor }));
  const creditors = ordered.filter((net) => net.minor > 0n).map((net) => ({ ...net }));
  const debts: TransferPlan[] = [];
  for (let [d, c] = [0, 0]; d < debtors.length && c < creditors.length; ) {
    const [debtor, creditor] = [debtors[d]!, creditors[c]!];
    const minor = debtor.minor < creditor.minor ? debtor.minor : creditor.minor;
    debts.push({ fromId: debtor.memberId, toId: creditor.memberId, minor });
    debtor.minor -= minor;
    creditor.minor -= minor;
    if (debtor.minor === 0n) d++;
    if (creditor.minor === 0n) c++;
  }
  return debts;
}

interface LargestFirst {
  readonly length: number;
  push(net: Net): void;
  pop(): Net;
}

/** A binary heap: largest amount first, equal amounts by id. */
function largestFirst(nets: readonly Net[]): LargestFirst {
  const heap: Net[] = [];
  const before = (a: Net, b: Net) => (compare(b.minor, a.minor) || compareIds(a.memberId, b.memberId)) < 0;
  const push = (net: Net) => {
    let index = heap.push(net) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index]!, heap[parent]!)) break;
      [heap[index], heap[parent]] = [heap[parent]!, heap[index]!];
      index = parent;
    }
  };
  const pop = () => {
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    heap[0] = last;
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let first = index;
      if (left < heap.length && before(heap[left]!, heap[first]!)) first = left;
      if (right < heap.length && before(heap[right]!, heap[first]!)) first = right;
      if (first === index) return top;
      [heap[index], heap[first]] = [heap[first]!, heap[index]!];
      index = first;
    }
  };
  for (const net of nets) push(net);
  return {
    get length() {
      return heap.length;
    },
    push,
    pop,
  };
}

/** What one member is owed (positive) or owes in one currency, in minor units. */
export interface MemberBalance {
  readonly memberId: string;
  readonly currency: string;
  readonly minor: bigint;
}

export interface CurrencyTransfer extends TransferPlan {
  readonly currency: string;
}
