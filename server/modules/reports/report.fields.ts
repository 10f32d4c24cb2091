import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { PageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { type Connection, connectionOf, cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { LocalDateScalar } from "../../platform/schema/scalars.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Group } from "../groups/group.entity.js";
import { groupForViewer } from "../groups/group.loader.js";
import { linkUntil } from "../uploads/link-until.js";
import { User } from "../users/user.entity.js";
import { isSelf } from "../users/user.fields.js";
import { visibleReport } from "./report.access.js";
import { DateRange, Report, ReportFormat, ReportKind, ReportState, type StoredSchedule } from "./report.entity.js";
import { reportsPage, schedulesOf, stillReadable } from "./report.loader.js";

const ReportConnection = connectionOf(Report, "Report");

/** Media types by format. */
const CONTENT_TYPES: Readonly<Record<ReportFormat, string>> = {
  PDF: "application/pdf",
  XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  CSV: "text/csv; charset=utf-8",
};

@ObjectType({
  description:
    "A report that comes by itself, by mail where one wants that: on the first of each month, of the month before; of kind YEAR on the first of January.",
})
export class ReportSchedule {
  @Field(() => ReportKind, { description: "What it is of." })
  readonly kind!: ReportKind;

  @Field(() => ReportFormat, { description: "What kind of file it is." })
  readonly format!: ReportFormat;

  readonly groupId!: string | null;

  @Field(() => LocalDateScalar, { description: "The day on which it comes next, where its reader lives." })
  readonly nextOn!: string;
}

@Resolver(() => Report)
export class ReportFields {
  @Query(() => Report, { nullable: true, description: "A report of the viewer's own; null for every other id." })
  report(@Arg("id", () => ID, { description: "Of the report." }) id: string, @Ctx() ctx: AppContext) {
    return visibleReport(ctx, id);
  }

  @FieldResolver(() => Group, {
    nullable: true,
    description: "The group that it is of; null for one of all groups, and where that is not theirs any more.",
  })
  group(@Root() { groupId }: Report, @Ctx() ctx: AppContext): Promise<Group | null> | null {
    return groupId === null ? null : ctx.loader(groupForViewer).load(groupId);
  }

  @FieldResolver(() => DateRange, { description: "The days that it speaks of." })
  range(@Root() { fromDay, toDay }: Report): DateRange {
    return made(DateRange, { from: fromDay, to: toDay });
  }

  @Cost(1)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "A link to the file, good for a quarter of an hour; null until it is READY, and once its reader has left one of the groups that it speaks of.",
  })
  async url(@Root() report: Report, @Ctx() ctx: AppContext): Promise<string | null> {
    const { id, state, fileKey, fileName, format } = report;
    if (state !== ReportState.READY || !(await ctx.loader(stillReadable).load(id))) return null;
    const expiresAt = linkUntil(Date.now());
    return ctx.services.storage.signedUrl({ key: fileKey!, contentType: CONTENT_TYPES[format], fileName, expiresAt });
  }
}

@Resolver(() => ReportSchedule)
export class ReportScheduleFields {
  @FieldResolver(() => Group, { nullable: true, description: "The group that it is of; null for one of all groups." })
  group(@Root() { groupId }: ReportSchedule, @Ctx() ctx: AppContext): Promise<Group | null> | null {
    return groupId === null ? null : ctx.loader(groupForViewer).load(groupId);
  }
}

@Resolver(() => User)
export class UserReportFields {
  @ViewersOwn()
  @FieldResolver(() => ReportConnection, {
    description: "Their reports, newest first, while they are kept; empty for everyone but oneself.",
  })
  async reports(
    @Root() user: User,
    @Args() { first, after }: PageArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<Report>> {
    const size = pageSize(first);
    const values = valuesOf(after, ["instant", "text"]);
    const rows = isSelf(user, ctx) ? await reportsPage(ctx.reader, user.id, values, size + 1) : [];
    return pageOf(rows, size, after, ({ createdAt, id }) => cursorOf([createdAt.toISOString(), id]));
  }

  @Cost(5)
  @ViewersOwn()
  @FieldResolver(() => [ReportSchedule], {
    description: "What comes to them by itself; empty for everyone but oneself.",
  })
  async reportSchedules(@Root() user: User, @Ctx() ctx: AppContext): Promise<ReportSchedule[]> {
    const schedules = isSelf(user, ctx) ? await schedulesOf(ctx.reader, user.id) : [];
    return schedules.map((schedule) => scheduleOf(schedule));
  }
}

function scheduleOf({ kind, format, groupId, nextOn }: StoredSchedule): ReportSchedule {
  return made(ReportSchedule, { kind, format, groupId, nextOn });
}
