import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { SplitClaim } from "./bill.js";

@Resolver(() => SplitClaim)
export class SplitClaimFields {
  @FieldResolver(() => Member, { description: "Who had it." })
  member(@Root() claim: SplitClaim, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(claim.memberId);
  }
}
