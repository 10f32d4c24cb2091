import type { Money } from "../../kernel/money.js";
import type { AppContext, Viewer } from "../../platform/context.js";
import { forbidden, wrongState } from "../../platform/schema/refusals.js";
import { requireVersion } from "../../platform/version.js";
import { requestToChange, type Tx } from "../../platform/write.js";
import { type LockedGroup, lockGroupOf } from "../groups/group.access.js";
import { MemberRole } from "../groups/member.entity.js";
import type { Entry } from "../ledger/entry.js";
import { repostEntry } from "../ledger/ledger.service.js";
import { knownSettlement, loadSettlement } from "./settlement.access.js";
import { type Settlement, SettlementStatus } from "./settlement.entity.js";

type Posted = Pick<Settlement, "id" | "groupId" | "fromMemberId" | "toMemberId" | "minor" | "currency" | "settledOn"> &
  Partial<Pick<Settlement, "settledMinor" | "settledCurrency">>;

/** What a settlement takes off the balances: what was paid, unless that was in another currency than the debt. */
export function settledBy({ minor, currency, settledMinor, settledCurrency }: Posted): Money {
  return { minor: settledMinor ?? minor, currency: settledCurrency ?? currency };
}

/** What a confirmed settlement does: the payer owes less, the receiver is owed less. */
export function settlementEntry(settlement: Posted): Entry {
  const { id, fromMemberId, toMemberId, settledOn } = settlement;
  const { minor, currency } = settledBy(settlement);
  const nets = [
    { memberId: fromMemberId, minor },
    { memberId: toMemberId, minor: -minor },
  ];
  return { subjectId: id, currency, effectiveOn: settledOn, reversal: false, nets };
}

/** One step of a settlement from one state to the next. */
export interface Step {
  readonly mutation: "settlementConfirm" | "settlementReject" | "settlementCancel";
  readonly event: "settlement.confirmed" | "settlement.rejected" | "settlement.cancelled";
  readonly from: readonly SettlementStatus[];
  readonly to: SettlementStatus;
  /** Refuses whoever may not take the step. */
  readonly requireRight: (locked: LockedGroup, settlement: Settlement) => void;
  readonly rejectReason?: string | null;
}

interface StepInput {
  readonly id: string;
  readonly version: number;
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

/** Takes a settlement from one state to the next, with what that does to the balances. */
export async function takeStep(ctx: AppContext, input: StepInput, step: Step): Promise<Settlement> {
  const { viewer } = ctx;
  await ctx.write((tx) => writeStep(tx, viewer, input, step), { dryRun: input.dryRun === true });
  return knownSettlement(ctx, input.id);
}

async function writeStep(tx: Tx, viewer: Viewer, input: StepInput, step: Step): Promise<void> {
  const request = requestToChange(viewer, step.mutation, input);
  const locked = await lockGroupOf(tx, viewer, "settlements", input.id, "MEMBER", request, "ALLOWED");
  if (locked.earlier) return;
  const before = await loadSettlement(tx, input.id);
  step.requireRight(locked, before);
  requireVersion(before, input.version);
  if (!step.from.includes(before.status)) {
    throw wrongState(`This settlement is ${before.status.toLowerCase()}.`, before.id);
  }

  await tx.run("update settlements set status = $2, reject_reason = $3, version = version + 1 where id = $1", [
    before.id,
    step.to,
    step.rejectReason ?? null,
  ]);
  const eventSeq = await tx.record({
    type: step.event,
    groupId: before.groupId,
    actorId: locked.viewerMember.id,
    subjectId: before.id,
    changes: [{ field: "status", before: before.status, after: step.to }],
  });
  const entry = settlementEntry(before);
  const counted = before.status === SettlementStatus.CONFIRMED;
  const counts = step.to === SettlementStatus.CONFIRMED;
  await repostEntry(tx, locked.group, eventSeq, counted ? entry : null, counts ? entry : null);
  await tx.remember(request, before.id);
}

/** The receiver speaks for himself; for one without an account, or who has left, an ADMIN does. */
export function requireReceiver(locked: LockedGroup, settlement: Settlement): void {
  const receiver = locked.member(settlement.toMemberId)!;
  const absent = receiver.userId === null || receiver.leftAt !== null;
  const speaks = absent
    ? locked.viewerMember.role === MemberRole.ADMIN
    : locked.viewerMember.id === settlement.toMemberId;
  if (!speaks) throw forbidden("Only the receiver can say whether this was paid.");
}
