import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { RecordedChange, Tx } from "../../../platform/write.js";
import { type LockedGroup, lockGroupOf } from "../group.access.js";
import { Household } from "../household.entity.js";
import { knownHousehold } from "../household.fields.js";
import { householdNameFrom, loadHousehold, moveIn, requireHousemates } from "../household.service.js";

@InputType({ description: "What to change of a household; what is left out stays." })
export class HouseholdUpdateInput {
  @Field(() => ID, { description: "Of the household." })
  id!: string;

  @Field(() => String, { nullable: true, description: "1 to 100 characters." })
  name?: string | null;

  @Field(() => [ID], { nullable: true, description: "All who are of it from now on: at least two." })
  memberIds?: string[] | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The household was changed." })
export class HouseholdUpdatePayload {
  @Field(() => Household, { description: "The household as it is now." })
  readonly household: Household;

  constructor(household: Household) {
    this.household = household;
  }
}

const HouseholdUpdateResult = resultOf(
  "HouseholdUpdateResult",
  HouseholdUpdatePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class HouseholdUpdateResolver {
  @Mutation(() => HouseholdUpdateResult, { description: "Changes who settles as one; takes an ADMIN." })
  async householdUpdate(
    @Arg("input", { description: "What to change." }) input: HouseholdUpdateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof HouseholdUpdateResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => updateHousehold(tx, viewer, input));
    return new HouseholdUpdatePayload(await knownHousehold(ctx, input.id));
  }
}

async function updateHousehold(tx: Tx, viewer: Viewer, input: HouseholdUpdateInput): Promise<void> {
  const invalid = new InvalidFields();
  for (const field of ["name", "memberIds"] as const) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
  const name = typeof input.name === "string" ? householdNameFrom(input.name, invalid) : null;
  const request = requestToChange(viewer, "householdUpdate", input);
  const locked = await lockGroupOf(tx, viewer, "households", input.id, "ADMIN", request);
  if (locked.earlier) return;
  const before = await loadHousehold(tx, input.id);
  if (input.memberIds) requireHousemates(locked, input.memberIds, before.id, invalid);
  invalid.refuse();

  await tx.run("update households set name = coalesce($2, name) where id = $1", [before.id, name]);
  if (input.memberIds) await moveIn(tx, before.id, input.memberIds);
  await tx.record({
    type: "household.updated",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: before.id,
    changes: changesOf(locked, before, name, input.memberIds ?? null),
  });
  await tx.remember(request, before.id);
}

function changesOf(
  locked: LockedGroup,
  before: Household,
  name: string | null,
  memberIds: readonly string[] | null,
): RecordedChange[] {
  const namesOf = (ids: readonly string[]) => ids.map((id) => locked.member(id)!.name).join(", ");
  const were = locked.members.filter((member) => member.householdId === before.id).map(({ id }) => id);
  const are = locked.members.filter(({ id }) => memberIds?.includes(id)).map(({ id }) => id);
  const renamed = name !== null && name !== before.name;
  const moved = memberIds !== null && were.join() !== are.join();
  return [
    ...(renamed ? [{ field: "name", before: before.name, after: name }] : []),
    ...(moved ? [{ field: "members", before: namesOf(were), after: namesOf(are) }] : []),
  ];
}
