import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import { made } from "../../../platform/made.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "../../../platform/schema/refusals.js";
import { groupWrite } from "../../groups/group-write.js";
import { Household } from "../household.entity.js";
import { householdCreated } from "../household.events.js";
import { knownHousehold } from "../household.fields.js";
import { householdNameFrom, requireHousemates, setHousemates } from "../household.service.js";

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

const createHousehold = groupWrite<HouseholdCreateInput, string>({
  mutation: "householdCreate",
  act: "administer",
  group: ({ groupId }) => groupId,
  creates: "households",
  form(input, invalid) {
    newIdFrom("hsh", input.id, invalid);
    return householdNameFrom(input.name, invalid);
  },
  judge: ({ locked, input, invalid }) => requireHousemates(locked, input.memberIds, null, invalid),
  async work({ tx, locked, input, form: name }) {
    const id = input.id ?? newId("hsh");
    const groupId = locked.group.id;
    const household = made(Household, { id, groupId, name, createdAt: new Date(), dissolvedAt: null });
    await tx.insert(Household, household);
    await setHousemates(tx, id, input.memberIds);
    return {
      type: householdCreated,
      subjectId: id,
      changes: [{ field: "name", before: null, after: name }],
      things: () => [{ before: null, after: household }],
    };
  },
});

export const HouseholdCreateResolver = mutation({
  name: "householdCreate",
  description:
    "Makes a household: when settling, what its people owe and are owed is one sum, which the first of them to join pays or is paid. Their balances and shares stay their own. Takes an ADMIN.",
  input: HouseholdCreateInput,
  inputDescription: "The household.",
  answers: [HouseholdCreatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: createHousehold,
  payload: async (ctx, id) => new HouseholdCreatePayload(await knownHousehold(ctx, id)),
});
