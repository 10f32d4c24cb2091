import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { daysIn } from "../../../kernel/calendar.js";
import { isId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import type { AppContext } from "../../../platform/context.js";
import type { Reader } from "../../../platform/reader.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { requireCurrency } from "../../../platform/schema/money.js";
import {
  ConflictError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  notFound,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { CurrencyCodeScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { DateRangeInput } from "../../analytics/spending.input.js";
import { groupNameFor } from "../../groups/group.loader.js";
import { userOf } from "../../users/user.loader.js";
import { REPORT_LIMITS } from "../limits.js";
import { knownReport } from "../report.access.js";
import { Report, ReportFormat, ReportKind } from "../report.entity.js";
import { orderReport } from "../report.service.js";
import { isYear } from "../report-range.js";

@InputType({ description: "Which report to make." })
export class ReportStartInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one report." })
  id?: string | null;

  @Field(() => ReportKind, { description: "What it is of." })
  kind!: ReportKind;

  @Field(() => ReportFormat, { description: "What kind of file." })
  format!: ReportFormat;

  @Field(() => DateRangeInput, { description: "Which days, at most ten years; of kind YEAR one calendar year." })
  range!: DateRangeInput;

  @Field(() => ID, { nullable: true, description: "Of which group: for GROUP, and for YEAR where it is of one group." })
  groupId?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "What its figures are in: the group's currency, or one's preferred one, where it is left out.",
  })
  currency?: string | null;
}

@ObjectType({ description: "The report waits for its turn." })
export class ReportStartPayload {
  @Field(() => Report, { description: "The new report." })
  readonly report: Report;

  constructor(report: Report) {
    this.report = report;
  }
}

const ReportStartResult = resultOf(
  "ReportStartResult",
  ReportStartPayload,
  InvalidInputError,
  NotFoundError,
  ConflictError,
);

const DAYS_MAX = 3_660;
/** The calendar goes no further. */
const LAST_DAY = "9998-12-31";

@Resolver()
export class ReportStartResolver {
  @Mutation(() => ReportStartResult, {
    description:
      "Has a report made, for oneself alone: of what one may see when it is made. It is kept for a week; `reportEvents` says how far it is.",
  })
  async reportStart(
    @Arg("input", { description: "Which report." }) input: ReportStartInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ReportStartResult> {
    const { viewer, services } = ctx;
    await services.rateLimits.take(REPORT_LIMITS.REPORTS, viewer.userId);
    const id = await ctx.write((tx) => startReport(tx, viewer, input));
    return new ReportStartPayload(await knownReport(ctx, id));
  }
}

async function startReport(tx: Tx, viewer: Viewer, input: ReportStartInput): Promise<string> {
  const { kind, format, range, groupId = null, currency } = input;
  const invalid = new InvalidFields();
  newIdFrom("rpt", input.id, invalid);
  checkRange(input, invalid);
  checkGroup(kind, groupId, invalid);
  if (currency) requireCurrency(currency, [], invalid, ["currency"]);
  const request = requestToCreate(viewer, "reportStart", "reports", input);
  const user = await userOf(tx, viewer);
  const earlier = await tx.replayOf(request);
  if (earlier) return earlier;
  invalid.refuse();
  const group = groupId === null ? null : await groupOf(tx, viewer, groupId);
  const id = await orderReport(tx, {
    id: input.id,
    userId: viewer.userId,
    kind,
    format,
    group,
    userName: user.name,
    range,
    currency: currency ?? group?.currency ?? user.preferredCurrency,
    isScheduled: false,
  });
  await tx.remember(request, id);
  return id;
}

function checkRange({ kind, range }: ReportStartInput, invalid: InvalidFields): void {
  if (range.to < range.from) invalid.add(["range", "to"], "OUT_OF_RANGE", "The last day is not before the first.");
  else if (range.to > LAST_DAY) invalid.add(["range", "to"], "OUT_OF_RANGE", `No day is after ${LAST_DAY}.`);
  else if (daysIn(range) > DAYS_MAX) invalid.add(["range"], "OUT_OF_RANGE", "At most ten years.");
  else if (kind === ReportKind.YEAR && !isYear(range)) {
    invalid.add(["range"], "NOT_ALLOWED", "A year goes from 1 January to 31 December.");
  }
}

/** Also of what comes by itself. */
export function checkGroup(kind: ReportKind, groupId: string | null | undefined, invalid: InvalidFields): void {
  const isNamed = typeof groupId === "string";
  if (kind === ReportKind.GROUP && !isNamed) invalid.add(["groupId"], "REQUIRED", "Say of which group.");
  if (kind === ReportKind.PERSON && isNamed) {
    invalid.add(["groupId"], "NOT_ALLOWED", "This report is of all groups that one is in.");
  }
}

/** A group that the viewer is in. */
export async function groupOf(
  reader: Reader,
  { userId }: Viewer,
  groupId: string,
): Promise<{ readonly id: string; readonly name: string; readonly currency: string }> {
  const groups = isId("grp", groupId)
    ? await reader.rows<{ id: string; name: string; currency: string }>(
        `select g.id, ${groupNameFor("$2")} as name, g.currency from groups g
         join members m on m.group_id = g.id and m.user_id = $2 and m.left_at is null where g.id = $1`,
        [groupId, userId],
      )
    : [];
  const [group] = groups;
  if (!group) throw notFound();
  return group;
}
