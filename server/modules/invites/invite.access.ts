import type { Reader } from "../../platform/reader.js";
import { entities } from "../../platform/reader.js";
import type { Member } from "../groups/member.entity.js";
import { Invite } from "./invite.entity.js";
import { GOOD_INVITES } from "./invite.loader.js";

/**
 * The invite of a code that can still be used: by anybody, or by `userId`, to whom also the invite is good that this
 * account has spent.
 */
export async function usableInvite(reader: Reader, code: string, userId: string | null): Promise<Invite | null> {
  if (!/^[\w-]{1,64}$/.test(code)) return null;
  const [row] = await reader.rows(
    `select i.* from ${GOOD_INVITES} where i.code = $1 and (i.spent_by_id is null or i.spent_by_id = $2)`,
    [code, userId],
  );
  return row ? entities(Invite, [row])[0]! : null;
}

/** Members whom the holder of this invite may claim: present, and without an account. */
export function claimableBy(invite: Invite, members: readonly Member[]): Member[] {
  const free = members.filter((member) => member.userId === null && member.leftAt === null);
  return invite.memberId === null ? free : free.filter((member) => member.id === invite.memberId);
}
