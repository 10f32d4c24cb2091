import { newId } from "../../kernel/ids.js";
import { made } from "../../platform/made.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import { emailFrom, textFrom } from "../../platform/schema/texts.js";
import type { Tx } from "../../platform/write.js";
import { NAME_MAX } from "../users/profile.js";
import { GroupKind } from "./group.entity.js";
import { Member, type MemberRole } from "./member.entity.js";

/** No group has more people. */
export const MEMBERS_MAX = 500;

/** For how many people there is room, those who left included. */
export function membersMax(kind: GroupKind): number {
  return kind === GroupKind.PAIR ? 2 : MEMBERS_MAX;
}

export interface NewPerson {
  readonly name: string;
  readonly email: string | null;
  /** The account, where there is one already. */
  readonly userId?: string;
}

export function personFrom(
  input: { name: string; email?: string | null },
  invalid: InvalidFields,
  path: readonly string[],
): NewPerson {
  const name = textFrom(input.name, { min: 1, max: NAME_MAX }, invalid, [...path, "name"]);
  const email = typeof input.email === "string" ? emailFrom(input.email, invalid, [...path, "email"]) : null;
  return { name, email };
}

export function newMember(
  groupId: string,
  position: number,
  person: NewPerson & { id?: string | null; role: MemberRole },
): Member {
  return made(Member, {
    id: person.id ?? newId("mem"),
    groupId,
    position,
    userId: person.userId ?? null,
    name: person.name,
    email: person.email,
    role: person.role,
    householdId: null,
    joinedAt: new Date(),
    leftAt: null,
  });
}

/** Takes a member out of the group, whoever decided it; answers the member as it is then. */
export async function leave(tx: Tx, member: Member): Promise<Member> {
  const [row] = await tx.rows<{ leftAt: Date }>(
    "update members set left_at = clock_timestamp() where id = $1 returning left_at",
    [member.id],
  );
  return made(Member, { ...member, leftAt: row!.leftAt });
}
