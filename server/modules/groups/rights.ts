import type { Actor } from "../../platform/actor.js";
import { forbidden, type Refusal, wrongState } from "../../platform/schema/refusals.js";
import type { Group } from "./group.entity.js";
import type { Member, MemberRole } from "./member.entity.js";

const RANK = { VIEWER: 0, MEMBER: 1, ADMIN: 2 } as const;

/** Whether the first role may do less than the second. */
export function isBelow(role: MemberRole, other: MemberRole): boolean {
  return RANK[role] < RANK[other];
}

/** Whether somebody looks after the group: the one role that speaks for others. */
export function isAdmin({ role }: Pick<Member, "role">): boolean {
  return RANK[role] === RANK.ADMIN;
}

interface Rule {
  /** The least role that may do it. */
  readonly takes: keyof typeof RANK;
  /** What ends something may still be done in a group that was put away; what begins something may not. */
  readonly whenArchived: "REFUSED" | "ALLOWED";
}

/** Everything that can be done in a group, and who may do it: the one place that says so. */
const ACTS = {
  /** Reads, for a write of another group. */
  look: { takes: "VIEWER", whenArchived: "ALLOWED" },
  /** Records, changes, deletes and restores expenses, imports, agrees on rates and ways to split. */
  record: { takes: "MEMBER", whenArchived: "REFUSED" },
  /** Records a payment. */
  settle: { takes: "MEMBER", whenArchived: "REFUSED" },
  /** Confirms, rejects or takes back a payment, where its own rule names this member besides. */
  answer: { takes: "MEMBER", whenArchived: "ALLOWED" },
  /** Makes ways into the group. */
  invite: { takes: "ADMIN", whenArchived: "REFUSED" },
  /** Ends ways into the group. */
  uninvite: { takes: "ADMIN", whenArchived: "ALLOWED" },
  /** Changes settings, adds people, closes periods, makes households. */
  administer: { takes: "ADMIN", whenArchived: "REFUSED" },
  /** Removes people, and says who may do what. */
  manageMembers: { takes: "ADMIN", whenArchived: "ALLOWED" },
  /** Puts the group away, or takes it back into use. */
  archive: { takes: "ADMIN", whenArchived: "ALLOWED" },
  /** Leaves. That nothing is open and another admin stays is asked besides: it is no right, but a state. */
  leave: { takes: "VIEWER", whenArchived: "ALLOWED" },
} as const satisfies Record<string, Rule>;

export type Act = keyof typeof ACTS;

/** Where somebody acts: as which of its members, and whether the group was put away. */
export interface Seat {
  readonly group: Pick<Group, "id" | "archivedAt">;
  /** Null for who is not in it. */
  readonly member: Pick<Member, "role" | "leftAt"> | null;
}

/** Why this actor may not do this here; null where they may. The product itself does what its own rules say. */
export function refusalOf(actor: Actor, { group, member }: Seat, act: Act): Refusal | null {
  const { takes, whenArchived }: Rule = ACTS[act];
  if (actor.kind !== "PRODUCT") {
    if (!actor.scopes.includes("WRITE")) return forbidden("This token may not write.");
    if (!member || member.leftAt !== null) return forbidden("Only its members may do this.");
    if (RANK[member.role] < RANK[takes]) return forbidden(`Requires the role ${takes}.`);
  }
  return whenArchived === "REFUSED" ? refusalOfArchived(group) : null;
}

/** Whether this actor may do this in this group. */
export function may(actor: Actor, seat: Seat, act: Act): boolean {
  return refusalOf(actor, seat, act) === null;
}

function refusalOfArchived(group: Seat["group"]): Refusal | null {
  return group.archivedAt === null ? null : wrongState("This group is archived; bring it back first.", group.id);
}

/** Refuses what would begin something in a group that was put away. */
export function requireInUse(group: Seat["group"]): void {
  const refusal = refusalOfArchived(group);
  if (refusal) throw refusal;
}
