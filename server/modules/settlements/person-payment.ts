import type { Member } from "../groups/member.entity.js";
import { isAdmin } from "../groups/rights.js";
import { type Settlement, SettlementStatus } from "./settlement.entity.js";

/** One payment between two people, recorded in every group in which something was open between them. */
export interface PersonPayment {
  readonly id: string;
  /** The account that recorded it; null where that is gone. */
  readonly recordedById: string | null;
  /** How many settlements it consists of. */
  readonly size: number;
  /** Whether one of them waits to be confirmed: then all do, see `statusOf`. */
  readonly waits: boolean;
  /** Which of the two accounts are still in a group of one of its parts, and so can speak for themselves. */
  readonly presentIds: readonly string[];
}

/** Where the viewer sits in a settlement's group. */
export interface Seat {
  /** Everybody in the group, those who left included. */
  readonly members: readonly Member[];
  readonly viewerMember: Member;
}

type Between = Pick<Settlement, "fromMemberId" | "toMemberId">;

/** Whether steps of this settlement move others along, and so are for the two alone. */
export function isShared(payment: PersonPayment | null): payment is PersonPayment {
  return payment !== null && payment.size > 1;
}

/**
 * Whether the viewer may say that it arrived, or that it did not. One settlement by itself is its receiver's matter; of
 * a payment across groups, where each of the two may receive something, it is that of the one who did not record it.
 * Whoever recorded it never says so, and no ADMIN speaks for somebody who is still in a group of another part: whoever is
 * put out of one small group would otherwise lose what is owed to them in all of them.
 */
export function mayAnswer(settlement: Between, payment: PersonPayment | null, seat: Seat): boolean {
  if (!isShared(payment)) return isReceiver(settlement, seat);
  if (seat.viewerMember.userId === payment.recordedById) return false;
  const other = parties(settlement, seat).find((member) => member.userId !== payment.recordedById);
  if (!other) return false;
  const speaks = other.userId !== null && payment.presentIds.includes(other.userId);
  return speaks ? seat.viewerMember.userId === other.userId : speaksFor(other, seat);
}

/** Whether the viewer may take it back: any MEMBER, but a payment across groups only the two themselves. */
export function mayCancel(settlement: Between, payment: PersonPayment | null, seat: Seat): boolean {
  return !isShared(payment) || parties(settlement, seat).some((member) => speaksFor(member, seat));
}

/** A payment stands where its parts stand. One of which a part still waits came from before payments were one. */
export function statusOf(parts: readonly Pick<Settlement, "status">[]): SettlementStatus {
  const waits = parts.some(({ status }) => status === SettlementStatus.PENDING);
  return waits ? SettlementStatus.PENDING : parts[0]!.status;
}

/** The receiver speaks for themself; for one without an account, or who has left, an ADMIN does. */
function isReceiver(settlement: Between, { members, viewerMember }: Seat): boolean {
  const receiver = members.find((member) => member.id === settlement.toMemberId)!;
  const isAbsent = receiver.userId === null || receiver.leftAt !== null;
  return isAbsent ? isAdmin(viewerMember) : viewerMember.id === receiver.id;
}

/** Whoever left and came back as another member of the same account is here; for whoever is not, an ADMIN speaks. */
function speaksFor(party: Member, { members, viewerMember }: Seat): boolean {
  const isHere = members.some(({ userId, leftAt }) => userId !== null && userId === party.userId && leftAt === null);
  return isHere ? viewerMember.userId === party.userId : isAdmin(viewerMember);
}

function parties({ fromMemberId, toMemberId }: Between, { members }: Seat): Member[] {
  return members.filter(({ id }) => id === fromMemberId || id === toMemberId);
}
