import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { entities } from "../../platform/reader.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { User } from "../users/user.entity.js";
import { userById } from "../users/user.loader.js";
import { viewerMemberOf } from "./group.access.js";
import { Group, GroupKind } from "./group.entity.js";
import { groupForViewer, membersByGroup } from "./group.loader.js";
import { colourOf, GroupColour } from "./look.js";
import { Member } from "./member.entity.js";

const GroupConnection = connectionOf(Group, "Group");

@ArgsType()
class GroupsArguments extends PageArguments {
  @Field(() => GroupKind, { nullable: true, description: "Only groups, or only the ledgers of two people." })
  kind?: GroupKind | null;
}

@Resolver(() => Group)
export class GroupFields {
  @Query(() => Group, { nullable: true, description: "A group that the viewer is in; null for every other id." })
  group(@Arg("id", () => ID, { description: "Of the group." }) id: string, @Ctx() ctx: AppContext) {
    void ctx.viewer;
    return isId("grp", id) ? ctx.loader(groupForViewer).load(id) : null;
  }

  @Query(() => GroupConnection, { description: "The viewer's groups, last active first." })
  async groups(@Args() { first, after, kind }: GroupsArguments, @Ctx() ctx: AppContext): Promise<Connection<Group>> {
    const size = pageSize(first);
    const [at, id] = valuesOf(after, ["instant", "text"]) ?? [];
    const rows = await ctx.reader.rows(
      `select g.* from groups g join members m on m.group_id = g.id
       where m.user_id = $1 and m.left_at is null and ($5::text is null or g.kind = $5)
         and ($2::timestamptz is null or (g.last_active_at, g.id) < ($2, $3))
       order by g.last_active_at desc, g.id desc limit $4`,
      [ctx.viewer.userId, at ?? null, id ?? null, size + 1, kind ?? null],
    );
    return pageOf(entities(Group, rows), size, after, (group) =>
      cursorOf([group.lastActiveAt.toISOString(), group.id]),
    );
  }

  @ViewersOwn()
  @FieldResolver(() => String, { description: "1 to 100 characters; of a PAIR the other one's name." })
  async name(@Root() group: Group, @Ctx() ctx: AppContext): Promise<string> {
    if (group.kind !== GroupKind.PAIR) return group.name;
    const members = await ctx.loader(membersByGroup).load(group.id);
    const others = members.filter((member) => member.userId !== ctx.viewer.userId);
    return others.length === 1 ? others[0]!.name : group.name;
  }

  @FieldResolver(() => GroupColour, { description: "The one that was chosen, or one that its id gives it for good." })
  colour(@Root() group: Group): GroupColour {
    return colourOf(group);
  }

  @Cost(20)
  @FieldResolver(() => [Member], { description: "In the order of joining, those who left included." })
  members(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Member[]> {
    return ctx.loader(membersByGroup).load(group.id);
  }

  @ViewersOwn()
  @FieldResolver(() => Member, { nullable: true, description: "Null for one who reads without being a member." })
  viewerMember(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Member | null> {
    return viewerMemberOf(ctx, group.id);
  }
}

@Resolver(() => Member)
export class MemberFields {
  @FieldResolver(() => User, { nullable: true, description: "The account, where there is one." })
  user(@Root() member: Member, @Ctx() ctx: AppContext): Promise<User | null> | null {
    return member.userId === null ? null : ctx.loader(userById).load(member.userId);
  }
}
