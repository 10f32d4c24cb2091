import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, lockGroup } from "../group.access.js";
import { Group } from "../group.entity.js";
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

const PeriodReopenResult = resultOf(
  "PeriodReopenResult",
  PeriodReopenPayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class PeriodReopenResolver {
  @Mutation(() => PeriodReopenResult, {
    description:
      "Opens closed days again, visibly to everybody. Corrections that were made meanwhile stay on their days until what they correct is changed. Takes an ADMIN.",
  })
  async periodReopen(
    @Arg("input", { description: "Which days." }) input: PeriodReopenInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof PeriodReopenResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => reopenPeriod(tx, viewer, input));
    return new PeriodReopenPayload(await knownGroup(ctx, input.groupId));
  }
}

async function reopenPeriod(tx: Tx, viewer: Viewer, input: PeriodReopenInput): Promise<void> {
  const request = requestToChange(viewer, "periodReopen", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "ADMIN", request);
  if (locked.earlier) return;
  const { group } = locked;
  const through = input.through ?? null;
  if (group.lockedThrough === null) throw wrongState("No period is closed.", group.id);
  if (through !== null && through >= group.lockedThrough) {
    throw wrongState(`Only what is before ${group.lockedThrough} can stay closed.`, group.id);
  }
  await moveLock(tx, locked, "period.reopened", through);
  await tx.remember(request, group.id);
}
