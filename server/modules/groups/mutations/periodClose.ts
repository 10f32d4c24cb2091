import { Field, ID, InputType, ObjectType } from "type-graphql";
import { groupToday } from "../../../kernel/today.js";
import type { NewEvent } from "../../../platform/events/event.js";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  invalidField,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup } from "../group.access.js";
import { Group } from "../group.entity.js";
import { periodClosed } from "../group.events.js";
import { groupWrite } from "../group-write.js";

@InputType({ description: "Up to which day a group's past is closed." })
export class PeriodCloseInput {
  @Field(() => ID, { description: "Of the group." })
  groupId!: string;

  @Field(() => LocalDateScalar, { description: "The last day that is closed: at the latest today." })
  through!: string;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;
}

@ObjectType({ description: "The period is closed." })
export class PeriodClosePayload {
  @Field(() => Group, { description: "The group as it is now." })
  readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }
}

const closePeriod = groupWrite<PeriodCloseInput>({
  mutation: "periodClose",
  act: "administer",
  group: ({ groupId }) => groupId,
  async work({ tx, locked: { group }, input: { through } }) {
    if (through > groupToday(group)) {
      throw invalidField(["through"], "OUT_OF_RANGE", "A day can be closed once it has come.");
    }
    if (group.lockedThrough !== null && through <= group.lockedThrough) {
      throw wrongState(`Everything through ${group.lockedThrough} is closed already.`, group.id);
    }
    return { type: periodClosed, ...(await moveLock(tx, group, through)) };
  },
});

/** Writes how far the past is closed from now on; null opens all of it. Answers what that changed. */
export async function moveLock(
  tx: Tx,
  group: Group,
  through: string | null,
): Promise<Pick<NewEvent<Group>, "subjectId" | "changes" | "things">> {
  await tx.update(Group, group.id, { lockedThrough: through });
  const changes = [{ field: "lockedThrough", before: group.lockedThrough, after: through }];
  return {
    subjectId: group.id,
    changes,
    things: () => [{ before: group, after: made(Group, { ...group, lockedThrough: through }) }],
  };
}

export const PeriodCloseResolver = mutation({
  name: "periodClose",
  description:
    "Closes everything up to a day: the balances as of any closed day never move again. Older expenses and settlements can still be changed; what that does counts from the day of the change, as a correction. Takes an ADMIN.",
  input: PeriodCloseInput,
  inputDescription: "Up to which day.",
  answers: [PeriodClosePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: closePeriod,
  payload: async (ctx, _answer, input) => new PeriodClosePayload(await knownGroup(ctx, input.groupId)),
});
