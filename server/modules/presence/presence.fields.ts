import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { Presence } from "./presence.js";

@Resolver(() => Presence)
export class PresenceFields {
  @FieldResolver(() => Member, { description: "Who." })
  member(@Root() presence: Presence, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(presence.memberId);
  }

  @Cost(2)
  @FieldResolver(() => Node, {
    nullable: true,
    description: "The group itself, or what of it; null once that is gone.",
  })
  subject(@Root() presence: Presence, @Ctx() ctx: AppContext): Promise<Node | null> {
    return ctx.services.node(ctx, presence.subjectId);
  }
}
