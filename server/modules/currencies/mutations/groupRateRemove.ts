import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { ConflictError, ForbiddenError, NotFoundError, resultOf } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, lockGroupOf } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { knownRate } from "../group-rate.access.js";
import { GroupRate } from "../group-rate.entity.js";

@InputType({ description: "Which rate of a group shall count no longer." })
export class GroupRateRemoveInput {
  @Field(() => ID, { description: "Of the rate." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The rate counts no longer." })
export class GroupRateRemovePayload {
  @Field(() => GroupRate, { description: "The rate as it is now." })
  readonly rate: GroupRate;

  @Field(() => Group, { description: "The group that it counted in." })
  readonly group: Group;

  constructor(rate: GroupRate, group: Group) {
    this.rate = rate;
    this.group = group;
  }
}

const GroupRateRemoveResult = resultOf(
  "GroupRateRemoveResult",
  GroupRateRemovePayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class GroupRateRemoveResolver {
  @Mutation(() => GroupRateRemoveResult, {
    description:
      "Removes a rate of a group; takes a MEMBER. What was converted by it stays as it is. Doing it twice is one effect.",
  })
  async groupRateRemove(
    @Arg("input", { description: "Which rate." }) input: GroupRateRemoveInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof GroupRateRemoveResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => removeRate(tx, viewer, input));
    const rate = await knownRate(ctx, input.id);
    return new GroupRateRemovePayload(rate, await knownGroup(ctx, rate.groupId));
  }
}

async function removeRate(tx: Tx, viewer: Viewer, input: GroupRateRemoveInput): Promise<void> {
  const request = requestToChange(viewer, "groupRateRemove", input);
  const { group, viewerMember, earlier } = await lockGroupOf(tx, viewer, "group_rates", input.id, "MEMBER", request);
  if (earlier) return;
  const [removed] = await tx.rows<{ rate: string }>(
    "update group_rates set removed_at = clock_timestamp() where id = $1 and removed_at is null returning rate",
    [input.id],
  );
  if (removed) {
    await tx.record({
      type: "rate.removed",
      groupId: group.id,
      actorId: viewerMember.id,
      subjectId: input.id,
      changes: [{ field: "rate", before: removed.rate, after: null }],
    });
  }
  await tx.remember(request, input.id);
}
