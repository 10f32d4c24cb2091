import { entities } from "../../platform/reader.js";
import { InvalidFields, wrongState } from "../../platform/schema/refusals.js";
import { textFrom } from "../../platform/schema/texts.js";
import type { Tx } from "../../platform/write.js";
import type { LockedGroup } from "../groups/group.access.js";
import { MEMBERS_MAX } from "../groups/member.js";
import { Household } from "./household.entity.js";

const NAME_MAX = 100;

export function householdNameFrom(name: string, invalid: InvalidFields): string {
  return textFrom(name, { min: 1, max: NAME_MAX }, invalid, ["name"]);
}

/** Refuses whoever cannot settle with the others: at least two people who are here and in no other household. */
export function requireHousemates(
  locked: LockedGroup,
  memberIds: readonly string[],
  householdId: string | null,
  invalid: InvalidFields,
): void {
  if (memberIds.length > MEMBERS_MAX) {
    invalid.add(["memberIds"], "TOO_LONG", `At most ${MEMBERS_MAX} people.`);
    return;
  }
  if (memberIds.length < 2) invalid.add(["memberIds"], "TOO_SHORT", "A household is of at least two people.");
  const seen = new Set<string>();
  for (const [index, id] of memberIds.entries()) {
    const path = ["memberIds", String(index)];
    const member = locked.member(id);
    if (!member || member.leftAt !== null) {
      invalid.add(path, "UNKNOWN_MEMBER", "There is no such person in this group.");
    } else if (seen.has(id)) {
      invalid.add(path, "DUPLICATE", "This person is named twice.");
    } else if (member.householdId !== null && member.householdId !== householdId) {
      invalid.add(path, "NOT_ALLOWED", "This person is in another household.");
    }
    seen.add(id);
  }
}

/** The household as it is now; its group must be locked, and one that was dissolved is refused. */
export async function loadHousehold(tx: Tx, id: string): Promise<Household> {
  const [household] = entities(Household, await tx.rows("select * from households where id = $1", [id]));
  if (household!.dissolvedAt !== null) throw wrongState("This household was dissolved.", id);
  return household!;
}

/** From now on these members, and no others, are of the household. */
export async function setHousemates(tx: Tx, householdId: string, memberIds: readonly string[]): Promise<void> {
  await tx.run("update members set household_id = null where household_id = $1 and id <> all($2)", [
    householdId,
    memberIds,
  ]);
  await tx.run("update members set household_id = $1 where id = any($2)", [householdId, memberIds]);
}
