import { Field, ID, InputType, ObjectType } from "type-graphql";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, wrongState } from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { knownGroup } from "../group.access.js";
import { Group } from "../group.entity.js";
import { periodReopened } from "../group.events.js";
import { groupWrite } from "../group-write.js";
import { moveLock } from "./periodClose.js";

@InputType({ description: "What of a group's closed past is opened again." })
export class PeriodReopenInput {
  @Field(() => ID, { description: "Of the group." })
  groupId!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "The last day that stays closed; without it nothing does.",
  })
  through?: string | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The period is open again." })
export class PeriodReopenPayload {
  @Field(() => Group, { description: "The group as it is now." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

const reopenPeriod = groupWrite<PeriodReopenInput>({
  mutation: "periodReopen",
  act: "administer",
  group: ({ groupId }) => groupId,
  async work({ tx, locked: { group }, input }) {
    const through = input.through ?? null;
    if (group.lockedThrough === null) throw wrongState("No period is closed.", group.id);
    if (through !== null && through >= group.lockedThrough) {
      throw wrongState(`Only what is before ${group.lockedThrough} can stay closed.`, group.id);
    }
    return { type: periodReopened, ...(await moveLock(tx, group, through)) };
  },
});

export const PeriodReopenResolver = mutation({
  name: "periodReopen",
  description:
    "Opens closed days again, visibly to everybody. Corrections that were made meanwhile stay on their days until what they correct is changed. Takes an ADMIN.",
  input: PeriodReopenInput,
  inputDescription: "Which days.",
  answers: [PeriodReopenPayload, NotFoundError, ForbiddenError, ConflictError],
  write: reopenPeriod,
  payload: async (ctx, _answer, input) => new PeriodReopenPayload(await knownGroup(ctx, input.groupId)),
});
