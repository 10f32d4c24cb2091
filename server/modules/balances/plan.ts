import type { Net, TransferPlan } from "../../kernel/settle.js";
import { type SettlementPlan, settlementPlan } from "../../kernel/settle-exact.js";

/** What one settlement, or its reversal, did in one currency. */
export interface Payment {
  readonly fromId: string;
  readonly toId: string;
  readonly minor: bigint;
  readonly reversal: boolean;
}

/**
 * The plan that stands: made from the balances as they were before the latest payments, and then followed. A payment
 * that the plan asked for, wholly or partly, only shortens that one transfer, and all others stay word for word;
 * anything else makes a new plan.
 *
 * After a whole transfer of an optimal plan what remains of it is optimal too; after a part of one there may be a
 * shorter plan, and then the answer is no longer called EXACT.
 */
export function standingPlan(before: readonly Net[], payments: readonly Payment[]): SettlementPlan {
  const balances = new Map(before.map(({ memberId, minor }) => [memberId, minor]));
  const now = () => [...balances].map(([memberId, minor]) => ({ memberId, minor }));
  let plan = planFor(before);
  for (const payment of payments) {
    move(balances, payment);
    const followed = payment.reversal ? null : shortened(plan.transfers, payment);
    plan = followed ? { ...plan, transfers: followed } : planFor(now());
  }
  if (payments.length === 0) return plan;
  const { lowerBound } = planFor(now());
  return { transfers: plan.transfers, lowerBound, method: plan.transfers.length === lowerBound ? "EXACT" : "GREEDY" };
}

const PLANS_KEPT = 1000;
const kept = new Map<string, SettlementPlan>();

/** The proof takes milliseconds where many are open, and everybody who looks at a group asks for the same. */
function planFor(nets: readonly Net[]): SettlementPlan {
  const key = nets
    .filter((net) => net.minor !== 0n)
    .map((net) => `${net.memberId} ${net.minor}`)
    .sort()
    .join();
  const plan = kept.get(key) ?? settlementPlan(nets);
  kept.delete(key);
  kept.set(key, plan);
  const [oldest] = kept.keys();
  if (kept.size > PLANS_KEPT && oldest !== undefined) kept.delete(oldest);
  return plan;
}

function move(balances: Map<string, bigint>, { fromId, toId, minor, reversal }: Payment): void {
  const amount = reversal ? -minor : minor;
  balances.set(fromId, (balances.get(fromId) ?? 0n) + amount);
  balances.set(toId, (balances.get(toId) ?? 0n) - amount);
}

/** The transfers without what was paid; null where none of them asked for it. */
function shortened(transfers: readonly TransferPlan[], paid: Payment): TransferPlan[] | null {
  const asked = transfers.find(({ fromId, toId }) => fromId === paid.fromId && toId === paid.toId);
  if (!asked || asked.minor < paid.minor) return null;
  const left = { ...asked, minor: asked.minor - paid.minor };
  return transfers.map((transfer) => (transfer === asked ? left : transfer)).filter(({ minor }) => minor > 0n);
}
