import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { groupToday } from "../../../kernel/today.js";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, type LockedGroup, lockGroup } from "../group.access.js";
import { Group } from "../group.entity.js";

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

const PeriodCloseResult = resultOf(
  "PeriodCloseResult",
  PeriodClosePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class PeriodCloseResolver {
  @Mutation(() => PeriodCloseResult, {
    description:
      "Closes everything up to a day: the balances as of any closed day never move again. Older expenses and settlements can still be changed; what that does counts from the day of the change, as a correction. Takes an ADMIN.",
  })
  async periodClose(
    @Arg("input", { description: "Up to which day." }) input: PeriodCloseInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PeriodCloseResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => closePeriod(tx, viewer, input));
    return new PeriodClosePayload(await knownGroup(ctx, input.groupId));
  }
}

async function closePeriod(tx: Tx, viewer: Viewer, input: PeriodCloseInput): Promise<void> {
  const request = requestToChange(viewer, "periodClose", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "ADMIN", request);
  if (locked.earlier) return;
  const { group } = locked;
  if (input.through > groupToday(group)) {
    const invalid = new InvalidFields();
    invalid.add(["through"], "OUT_OF_RANGE", "A day can be closed once it has come.");
    invalid.refuse();
  }
  if (group.lockedThrough !== null && input.through <= group.lockedThrough) {
    throw wrongState(`Everything through ${group.lockedThrough} is closed already.`, group.id);
  }
  await moveLock(tx, locked, "period.closed", input.through);
  await tx.remember(request, group.id);
}

/** Writes how far the past is closed from now on; null opens all of it. */
export async function moveLock(
  tx: Tx,
  { group, viewerMember }: LockedGroup,
  type: "period.closed" | "period.reopened",
  through: string | null,
): Promise<void> {
  await tx.run("update groups set locked_through = $2 where id = $1", [group.id, through]);
  await tx.record({
    type,
    groupId: group.id,
    actorId: viewerMember.id,
    subjectId: group.id,
    changes: [{ field: "lockedThrough", before: group.lockedThrough, after: through }],
  });
}
