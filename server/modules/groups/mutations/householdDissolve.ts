import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { ConflictError, ForbiddenError, NotFoundError, resultOf } from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroupOf } from "../group.access.js";
import { Household } from "../household.entity.js";
import { knownHousehold } from "../household.fields.js";
import { loadHousehold, moveIn } from "../household.service.js";

@InputType({ description: "Which household settles as one no longer." })
export class HouseholdDissolveInput {
  @Field(() => ID, { description: "Of the household." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "Everybody settles alone again." })
export class HouseholdDissolvePayload {
  @Field(() => Household, { description: "The household as it is now: of nobody." })
  readonly household: Household;

  constructor(household: Household) {
    this.household = household;
  }
}

const HouseholdDissolveResult = resultOf(
  "HouseholdDissolveResult",
  HouseholdDissolvePayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class HouseholdDissolveResolver {
  @Mutation(() => HouseholdDissolveResult, {
    description: "Lets the people of a household settle each for himself again; takes an ADMIN.",
  })
  async householdDissolve(
    @Arg("input", { description: "Which household." }) input: HouseholdDissolveInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof HouseholdDissolveResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => dissolveHousehold(tx, viewer, input));
    return new HouseholdDissolvePayload(await knownHousehold(ctx, input.id));
  }
}

async function dissolveHousehold(tx: Tx, viewer: Viewer, input: HouseholdDissolveInput): Promise<void> {
  const request = requestToChange(viewer, "householdDissolve", input);
  const locked = await lockGroupOf(tx, viewer, "households", input.id, "ADMIN", request);
  if (locked.earlier) return;
  const before = await loadHousehold(tx, input.id);
  await moveIn(tx, before.id, []);
  await tx.run("update households set dissolved_at = now() where id = $1", [before.id]);
  await tx.record({
    type: "household.dissolved",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: before.id,
    changes: [{ field: "name", before: before.name, after: null }],
  });
  await tx.remember(request, before.id);
}
