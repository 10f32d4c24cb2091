import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { knownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { GroupRate } from "./group-rate.entity.js";
import { ratesByGroup } from "./group-rate.loader.js";

@Resolver(() => Group)
export class GroupRatesFields {
  @FieldResolver(() => [GroupRate], {
    description: "The group's own rates that count, by their currencies, the latest first; at most 200.",
  })
  rates(@Root() group: Group, @Ctx() ctx: AppContext): Promise<GroupRate[]> {
    return ctx.loader(ratesByGroup).load(group.id);
  }
}

@Resolver(() => GroupRate)
export class GroupRateFields {
  @FieldResolver(() => Group, { description: "The group that it counts in." })
  group(@Root() rate: GroupRate, @Ctx() ctx: AppContext): Promise<Group> {
    return knownGroup(ctx, rate.groupId);
  }

  @FieldResolver(() => Member, { description: "Who entered it." })
  createdBy(@Root() rate: GroupRate, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(rate.createdById);
  }
}
