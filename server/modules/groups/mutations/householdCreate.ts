import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroup } from "../group.access.js";
import { Household } from "../household.entity.js";
import { knownHousehold } from "../household.fields.js";
import { householdNameFrom, moveIn, requireHousemates } from "../household.service.js";

@InputType({ description: "People of a group who settle as one from now on." })
export class HouseholdCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one household." })
  id?: string | null;

  @Field(() => ID, { description: "Of the group." })
  groupId!: string;

  @Field({ description: "1 to 100 characters." })
  name!: string;

  @Field(() => [ID], { description: "At least two people of the group, each in no other household." })
  memberIds!: string[];
}

@ObjectType({ description: "They settle as one." })
export class HouseholdCreatePayload {
  @Field(() => Household, { description: "The new household." })
  readonly household: Household;

  constructor(household: Household) {
    this.household = household;
  }
}

const HouseholdCreateResult = resultOf(
  "HouseholdCreateResult",
  HouseholdCreatePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class HouseholdCreateResolver {
  @Mutation(() => HouseholdCreateResult, {
    description:
      "Makes a household: when settling, what its people owe and are owed is one sum, which the first of them to join pays or is paid. Their balances and shares stay their own. Takes an ADMIN.",
  })
  async householdCreate(
    @Arg("input", { description: "The household." }) input: HouseholdCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof HouseholdCreateResult> {
    const { viewer } = ctx;
    const id = await ctx.write((tx) => createHousehold(tx, viewer, input));
    return new HouseholdCreatePayload(await knownHousehold(ctx, id));
  }
}

async function createHousehold(tx: Tx, viewer: Viewer, input: HouseholdCreateInput): Promise<string> {
  const invalid = new InvalidFields();
  newIdFrom("hsh", input.id, invalid);
  const name = householdNameFrom(input.name, invalid);
  const request = requestToCreate(viewer, "householdCreate", "households", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "ADMIN", request);
  if (locked.earlier) return locked.earlier;
  requireHousemates(locked, input.memberIds, null, invalid);
  invalid.refuse();

  const id = input.id ?? newId("hsh");
  await tx.run("insert into households (id, group_id, name) values ($1, $2, $3)", [id, locked.group.id, name]);
  await moveIn(tx, id, input.memberIds);
  await tx.record({
    type: "household.created",
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: id,
    changes: [{ field: "name", before: null, after: name }],
  });
  await tx.remember(request, id);
  return id;
}
