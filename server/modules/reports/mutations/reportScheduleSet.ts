import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { homeToday } from "../../../kernel/today.js";
import type { Viewer } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { User } from "../../users/user.entity.js";
import { userById, userOf } from "../../users/user.loader.js";
import { ReportFormat, ReportKind } from "../report.entity.js";
import { nextTurn } from "../report-range.js";
import { checkGroup, groupOf } from "./reportStart.js";

@InputType({ description: "Which report comes by itself, or does not any more." })
export class ReportScheduleSetInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ReportKind, { description: "What it is of." })
  kind!: ReportKind;

  @Field(() => ReportFormat, { description: "What kind of file." })
  format!: ReportFormat;

  @Field(() => ID, { nullable: true, description: "Of which group: for GROUP, and for YEAR where it is of one group." })
  groupId?: string | null;

  @Field(() => Boolean, { description: "Whether it comes." })
  on!: boolean;
}

@ObjectType({ description: "It is noted what comes by itself." })
export class ReportScheduleSetPayload {
  @Field(() => User, { description: "The viewer, with all that comes by itself." })
  readonly user: User;

  constructor(user: User) {
    this.user = user;
  }
}

const ReportScheduleSetResult = resultOf(
  "ReportScheduleSetResult",
  ReportScheduleSetPayload,
  InvalidInputError,
  NotFoundError,
  ConflictError,
);

/** What one person has come by itself. */
const SCHEDULES_MAX = 50;

@Resolver()
export class ReportScheduleSetResolver {
  @Mutation(() => ReportScheduleSetResult, {
    description:
      "Has a report come by itself on the first of each month, of the month before (of kind YEAR: each year), and tells of it as of other news; or stops that.",
  })
  async reportScheduleSet(
    @Arg("input", { description: "Which report, and whether." }) input: ReportScheduleSetInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ReportScheduleSetResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => setSchedule(tx, viewer, input));
    return new ReportScheduleSetPayload((await ctx.loader(userById).load(viewer.userId))!);
  }
}

async function setSchedule(tx: Tx, viewer: Viewer, input: ReportScheduleSetInput): Promise<void> {
  const { kind, format, groupId = null, on } = input;
  const { userId } = viewer;
  const request = requestToChange(viewer, "reportScheduleSet", input);
  const invalid = new InvalidFields();
  checkGroup(kind, groupId, invalid);
  await tx.run("select from users where id = $1 for no key update", [userId]);
  if (await tx.replayOf(request)) return;
  invalid.refuse();
  if (groupId !== null) await groupOf(tx, viewer, groupId);
  const which = [userId, kind, format, groupId];
  if (on) {
    const today = homeToday(await userOf(tx, viewer));
    await tx.run(
      `insert into report_schedules (user_id, kind, format, group_id, next_on, created_at)
       values ($1, $2, $3, $4, $5, now()) on conflict do nothing`,
      [...which, nextTurn(kind, today)],
    );
    await requireRoom(tx, userId);
  } else {
    await tx.run(
      `delete from report_schedules
       where user_id = $1 and kind = $2 and format = $3 and group_id is not distinct from $4`,
      which,
    );
  }
  await tx.remember(request, userId);
}

async function requireRoom(tx: Tx, userId: string): Promise<void> {
  const [found] = await tx.rows<{ count: number }>(
    "select count(*)::int as count from report_schedules where user_id = $1",
    [userId],
  );
  if (found!.count <= SCHEDULES_MAX) return;
  const invalid = new InvalidFields();
  invalid.add(["on"], "TOO_LONG", `At most ${SCHEDULES_MAX} reports come by themselves.`);
  invalid.refuse();
}
