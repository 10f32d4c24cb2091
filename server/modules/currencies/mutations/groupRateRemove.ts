import { Field, ID, InputType, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { entities } from "../../../platform/reader.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError } from "../../../platform/schema/refusals.js";
import { knownGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownRate } from "../group-rate.access.js";
import { GroupRate } from "../group-rate.entity.js";
import { rateRemoved } from "../group-rate.events.js";
import { GROUP_RATE_COLUMNS } from "../group-rate.loader.js";

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

const removeRate = groupWrite<GroupRateRemoveInput>({
  mutation: "groupRateRemove",
  act: "record",
  group: { of: "group_rates" },
  async work({ tx, input: { id } }) {
    const rows = await tx.rows(
      `update group_rates r set removed_at = clock_timestamp() where id = $1 and removed_at is null
       returning ${GROUP_RATE_COLUMNS}`,
      [id],
    );
    const [removed] = entities(GroupRate, rows);
    if (!removed) return { type: null, subjectId: id };
    return {
      type: rateRemoved,
      subjectId: id,
      changes: [{ field: "rate", before: removed.rate, after: null }],
      things: () => [{ before: made(GroupRate, { ...removed, removedAt: null }), after: removed }],
    };
  },
});

export const GroupRateRemoveResolver = mutation({
  name: "groupRateRemove",
  description:
    "Removes a rate of a group; takes a MEMBER. What was converted by it stays as it is. Doing it twice is one effect.",
  input: GroupRateRemoveInput,
  inputDescription: "Which rate.",
  answers: [GroupRateRemovePayload, NotFoundError, ForbiddenError, ConflictError],
  write: removeRate,
  payload: async (ctx, _answer, input) => {
    const rate = await knownRate(ctx, input.id);
    return new GroupRateRemovePayload(rate, await knownGroup(ctx, rate.groupId));
  },
});
