import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { RecordedChange } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "../../../platform/schema/refusals.js";
import { type LockedGroup } from "../../groups/group.access.js";
import { groupWrite } from "../../groups/group-write.js";
import { Household } from "../household.entity.js";
import { householdUpdated } from "../household.events.js";
import { knownHousehold } from "../household.fields.js";
import { householdNameFrom, loadHousehold, requireHousemates, setHousemates } from "../household.service.js";

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

const updateHousehold = groupWrite<HouseholdUpdateInput, string | null>({
  mutation: "householdUpdate",
  act: "administer",
  group: { of: "households" },
  form(input, invalid) {
    for (const field of ["name", "memberIds"] as const) {
      if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
    }
    return typeof input.name === "string" ? householdNameFrom(input.name, invalid) : null;
  },
  judge({ locked, input: { id, memberIds }, invalid }) {
    if (memberIds) requireHousemates(locked, memberIds, id, invalid);
  },
  async work({ tx, locked, input, form: name }) {
    const before = await loadHousehold(tx, input.id);
    await tx.update(Household, before.id, { name: name ?? undefined });
    if (input.memberIds) await setHousemates(tx, before.id, input.memberIds);
    const changes = changesOf(locked, before, name, input.memberIds ?? null);
    const after = made(Household, { ...before, name: name ?? before.name });
    return { type: householdUpdated, subjectId: before.id, changes, things: () => [{ before, after }] };
  },
});

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

export const HouseholdUpdateResolver = mutation({
  name: "householdUpdate",
  description: "Changes who settles as one; takes an ADMIN.",
  input: HouseholdUpdateInput,
  inputDescription: "What to change.",
  answers: [HouseholdUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: updateHousehold,
  payload: async (ctx, _answer, input) => new HouseholdUpdatePayload(await knownHousehold(ctx, input.id)),
});
