import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError } from "../../../platform/schema/refusals.js";
import { groupWrite } from "../../groups/group-write.js";
import { Household } from "../household.entity.js";
import { householdDissolved } from "../household.events.js";
import { knownHousehold } from "../household.fields.js";
import { loadHousehold, setHousemates } from "../household.service.js";

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

const dissolveHousehold = groupWrite<HouseholdDissolveInput>({
  mutation: "householdDissolve",
  act: "administer",
  group: { of: "households" },
  async work({ tx, input }) {
    const before = await loadHousehold(tx, input.id);
    const { id, name } = before;
    const dissolvedAt = new Date();
    await setHousemates(tx, id, []);
    await tx.update(Household, id, { dissolvedAt });
    return {
      type: householdDissolved,
      subjectId: id,
      changes: [{ field: "name", before: name, after: null }],
      things: () => [{ before, after: made(Household, { ...before, dissolvedAt }) }],
    };
  },
});

export const HouseholdDissolveResolver = mutation({
  name: "householdDissolve",
  description: "Lets the people of a household settle each for themself again; takes an ADMIN.",
  input: HouseholdDissolveInput,
  inputDescription: "Which household.",
  answers: [HouseholdDissolvePayload, NotFoundError, ForbiddenError, ConflictError],
  write: dissolveHousehold,
  payload: async (ctx, _answer, input) => new HouseholdDissolvePayload(await knownHousehold(ctx, input.id)),
});
