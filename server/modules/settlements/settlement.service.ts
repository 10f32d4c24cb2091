import type { Money } from "../../kernel/money.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { requestToChange } from "../../platform/requests.js";
import { forbidden, wrongState } from "../../platform/schema/refusals.js";
import { requireVersion } from "../../platform/version.js";
import type { Tx } from "../../platform/write.js";
import { lockGroupOf, lockRows } from "../groups/group.access.js";
import type { Entry } from "../ledger/entry.js";
import { type Books, repostEntry } from "../ledger/ledger.service.js";
import { isShared, mayAnswer, mayCancel, type PersonPayment, type Seat, statusOf } from "./person-payment.js";
import { groupsOfPayment, paymentById } from "./person-payment.loader.js";
import { knownSettlement, loadSettlement, partsOfPayment } from "./settlement.access.js";
import { Settlement, SettlementStatus } from "./settlement.entity.js";
import { settlementCancelled, settlementConfirmed, settlementRejected } from "./settlement.events.js";

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
  readonly from: readonly SettlementStatus[];
  readonly to: SettlementStatus;
  /** Refuses whoever may not take the step. */
  readonly requireRight: (settlement: Settlement, payment: PersonPayment | null, seat: Seat) => void;
  readonly rejectReason?: string | null;
}

interface StepInput {
  readonly id: string;
  readonly version: number;
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

/**
 * Takes a settlement from one state to the next, with what that does to the balances; and with it, in one transaction,
 * all that was paid at once in other groups.
 */
export async function takeStep(ctx: AppContext, input: StepInput, step: Step): Promise<Settlement> {
  const { viewer } = ctx;
  await ctx.write((tx) => writeStep(tx, viewer, input, step), { dryRun: input.dryRun === true });
  return knownSettlement(ctx, input.id);
}

async function writeStep(tx: Tx, viewer: Viewer, input: StepInput, step: Step): Promise<void> {
  const request = requestToChange(viewer, step.mutation, input);
  const groups = await lockRows(tx, await groupsOfPayment(tx.before, viewer, input.id));
  const locked = await lockGroupOf(tx, viewer, "settlements", input.id, "answer", request);
  if (locked.earlier) return;
  const named = await loadSettlement(tx, input.id);
  const payment = named.paymentId === null ? null : await paymentById(tx).load(named.paymentId);
  const parts = payment === null ? [named] : await partsOfPayment(tx, payment.id);
  step.requireRight(named, payment, locked);
  requireVersion(named, input.version);
  const status = statusOf(parts);
  if (!step.from.includes(status)) throw wrongState(`This settlement is ${status.toLowerCase()}.`, named.id);

  for (const part of parts) {
    const books = groups.find((group) => group.id === part.groupId)!;
    const isNamed = part.id === named.id;
    const actorId = part.groupId === named.groupId ? locked.viewerMember.id : await partyOf(tx, viewer, part);
    await moveOn(tx, books, part, {
      to: nextStatus(part.status, step.to),
      actorId,
      // Other groups learn that it was rejected; what was written in this one stays in it.
      rejectReason: isNamed ? (step.rejectReason ?? null) : null,
    });
  }
  await tx.remember(request, named.id);
}

/** A part that counts already cannot be rejected any more, but is taken back. */
function nextStatus(status: SettlementStatus, to: SettlementStatus): SettlementStatus {
  const isTakenBack = status === SettlementStatus.CONFIRMED && to === SettlementStatus.REJECTED;
  return isTakenBack ? SettlementStatus.CANCELLED : to;
}

const EVENTS = {
  [SettlementStatus.CONFIRMED]: settlementConfirmed,
  [SettlementStatus.REJECTED]: settlementRejected,
  [SettlementStatus.CANCELLED]: settlementCancelled,
};

interface Move {
  readonly to: SettlementStatus;
  readonly actorId: string | null;
  readonly rejectReason: string | null;
}

/** One settlement's new state, its event and its postings; nothing where it is there already. */
async function moveOn(tx: Tx, books: Books, part: Settlement, { to, actorId, rejectReason }: Move): Promise<void> {
  if (to === part.status || to === SettlementStatus.PENDING) return;
  await tx.run("update settlements set status = $2, reject_reason = $3, version = version + 1 where id = $1", [
    part.id,
    to,
    rejectReason,
  ]);
  const eventSeq = await tx.record({
    type: EVENTS[to],
    groupId: part.groupId,
    actorId,
    subjectId: part.id,
    subjectVersion: part.version + 1,
    changes: [{ field: "status", before: part.status, after: to }],
    things: () => [
      { before: part, after: made(Settlement, { ...part, status: to, rejectReason, version: part.version + 1 }) },
    ],
  });
  const entry = settlementEntry(part);
  const counted = part.status === SettlementStatus.CONFIRMED;
  const counts = to === SettlementStatus.CONFIRMED;
  await repostEntry(tx, books, eventSeq, counted ? entry : null, counts ? entry : null);
}

/**
 * The viewer as a party of this settlement, also where they have left its group. Whoever acts for somebody as an ADMIN
 * of another group is nobody here, even if they are in this group too: that would say where else something was settled.
 */
async function partyOf(tx: Tx, viewer: Viewer, part: Settlement): Promise<string | null> {
  const [party] = await tx.rows<{ id: string }>("select id from members where id = any($1) and user_id = $2 limit 1", [
    [part.fromMemberId, part.toMemberId],
    viewer.userId,
  ]);
  return party?.id ?? null;
}

export function requireAnswerer(settlement: Settlement, payment: PersonPayment | null, seat: Seat): void {
  if (mayAnswer(settlement, payment, seat)) return;
  throw forbidden(
    isShared(payment)
      ? "Only the one of the two who did not record this payment can say whether it was paid."
      : "Only the receiver can say whether this was paid.",
  );
}

export function requireCanceller(settlement: Settlement, payment: PersonPayment | null, seat: Seat): void {
  if (!mayCancel(settlement, payment, seat)) throw forbidden("Only the two can take this payment back.");
}
