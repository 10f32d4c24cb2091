import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { groupBy } from "../../kernel/group-by.js";
import type { Viewer } from "../../platform/actor.js";
import type { AppContext } from "../../platform/context.js";
import { entities, type Reader } from "../../platform/reader.js";
import { Cost } from "../../platform/schema/cost.js";
import { notFound } from "../../platform/schema/refusals.js";
import { Group } from "../groups/group.entity.js";
import { membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { Household } from "./household.entity.js";

/** Households by id, dissolved ones too, if the viewer is in their group; null for all others. */
export function householdForViewer(reader: Reader, viewer: Viewer | null) {
  return new DataLoader<string, Household | null>(async (ids) => {
    const rows = await reader.rows(
      `select h.* from households h
       join members v on v.group_id = h.group_id and v.user_id = $2 and v.left_at is null where h.id = any($1)`,
      [ids, viewer?.userId ?? null],
    );
    const byId = new Map(entities(Household, rows).map((household) => [household.id, household]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The household that this operation has just written. */
export async function knownHousehold(ctx: AppContext, id: string): Promise<Household> {
  const household = await ctx.loader(householdForViewer).load(id);
  if (!household) throw notFound();
  return household;
}

function householdsByGroup(reader: Reader) {
  return new DataLoader<string, Household[]>(async (groupIds) => {
    const rows = await reader.rows(
      "select * from households where group_id = any($1) and dissolved_at is null order by group_id, id",
      [groupIds],
    );
    const byGroup = groupBy(entities(Household, rows), (household) => household.groupId);
    return groupIds.map((groupId) => byGroup.get(groupId) ?? []);
  });
}

@Resolver(() => Group)
export class GroupHouseholdFields {
  @Cost(3)
  @FieldResolver(() => [Household], { description: "Those of its people who settle as one, oldest first." })
  households(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Household[]> {
    return ctx.loader(householdsByGroup).load(group.id);
  }
}

@Resolver(() => Household)
export class HouseholdFields {
  @Cost(3)
  @FieldResolver(() => [Member], { description: "In the order of joining the group; the first pays for all." })
  async members(@Root() household: Household, @Ctx() ctx: AppContext): Promise<Member[]> {
    const members = await ctx.loader(membersByGroup).load(household.groupId);
    return members.filter((member) => member.householdId === household.id);
  }
}

@Resolver(() => Member)
export class MemberHouseholdFields {
  @FieldResolver(() => Household, { nullable: true, description: "With whom this person settles as one." })
  household(@Root() member: Member, @Ctx() ctx: AppContext): Promise<Household | null> | null {
    return member.householdId === null ? null : ctx.loader(householdForViewer).load(member.householdId);
  }
}
