import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { seatOf } from "./group.access.js";
import { Group } from "./group.entity.js";
import { may } from "./rights.js";

@ObjectType({
  description:
    "What the viewer may do in a group, as the server would decide it now. False in a group that was put away, but for taking it back into use and leaving it.",
})
export class GroupRights {
  @Field({ description: "Record, change, delete and restore expenses, import, agree on rates and on ways to split." })
  readonly record!: boolean;

  @Field({ description: "Record a payment." })
  readonly settle!: boolean;

  @Field({ description: "Make ways into the group." })
  readonly invite!: boolean;

  @Field({ description: "Change settings, add people, close periods, make households." })
  readonly administer!: boolean;

  @Field({ description: "Put the group away, or take it back into use." })
  readonly archive!: boolean;

  @Field({ description: "Leave it, once nothing is open and another admin stays." })
  readonly leave!: boolean;
}

@Resolver(() => Group)
export class GroupRightsFields {
  @Cost(1)
  @ViewersOwn()
  @FieldResolver(() => GroupRights, { description: "What the viewer may do here." })
  async viewerCan(@Root() group: Group, @Ctx() ctx: AppContext): Promise<GroupRights> {
    const { viewer } = ctx;
    const seat = await seatOf(ctx, group);
    return made(GroupRights, {
      record: may(viewer, seat, "record"),
      settle: may(viewer, seat, "settle"),
      invite: may(viewer, seat, "invite"),
      administer: may(viewer, seat, "administer"),
      archive: may(viewer, seat, "archive"),
      leave: may(viewer, seat, "leave"),
    });
  }
}
