import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { compare } from "../../kernel/allocate.js";
import { daysIn, endOf, monthsLater, rangeBefore, startOf, yearBefore } from "../../kernel/calendar.js";
import { compareIds } from "../../kernel/ids.js";
import { homeToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { cursorOf, pageOf, pageSize, valuesOf } from "../../platform/schema/pages.js";
import { CurrencyCodeScalar } from "../../platform/schema/scalars.js";
import { badInput } from "../../platform/schema/top-level-errors.js";
import { allCategories } from "../expenses/category.loader.js";
import type { Expense } from "../expenses/expense.entity.js";
import { expenseForViewer } from "../expenses/expense.loader.js";
import type { Group } from "../groups/group.entity.js";
import { groupForViewer, memberById } from "../groups/group.loader.js";
import { userById } from "../users/user.loader.js";
import {
  CategorySpending,
  GroupSpending,
  MemberSpending,
  SpendingPace,
  SpendingPoint,
  SpendingRow,
  SpendingRowConnection,
  SpendingSummary,
} from "./spending.fields.js";
import {
  FilteredSpendingArguments,
  questionFrom,
  SpendingArguments,
  SpendingByGroupArguments,
  SpendingByMemberArguments,
  SpendingRowsArguments,
  SpendingTrendArguments,
} from "./spending.input.js";
import {
  type SpendingFigures,
  type SpendingQuestion,
  spendingByCategory,
  spendingByGroup,
  spendingByMember,
  spendingSummary,
  spendingTrend,
} from "./spending-figures.service.js";
import { spendingLedger, spendingLines } from "./spending-rows.service.js";

/** Ten years of days, with the leap days among them. */
const POINTS_MAX = 3_660;

function money(minor: bigint, { currency }: SpendingQuestion): MoneyOutput {
  return new MoneyOutput(minor, currency);
}

function outputOf({ mine, total, count }: SpendingFigures, question: SpendingQuestion) {
  return { mine: money(mine, question), total: money(total, question), count };
}

async function summaryOf(ctx: AppContext, question: SpendingQuestion, isEarlier: boolean): Promise<SpendingSummary> {
  const figures = await ctx.once(["spendingSummary", question], () => spendingSummary(ctx, question));
  return made(SpendingSummary, {
    question,
    isEarlier,
    ...outputOf(figures, question),
    paid: money(figures.paid, question),
    income: money(figures.income, question),
    settled: money(figures.settled, question),
    netCount: figures.netCount,
    unconverted: figures.unconverted.map(({ minor, currency }) => new MoneyOutput(minor, currency)),
    ratesAsOf: figures.ratesAsOf,
  });
}

/** The largest first, equal ones in an order that is always the same. */
function largestFirst<Key>(figures: ReadonlyMap<Key & string, SpendingFigures>): [Key & string, SpendingFigures][] {
  return [...figures].sort(([a, one], [b, other]) => compare(other.total, one.total) || compareIds(a, b));
}

@Resolver(() => SpendingSummary)
export class SpendingQueries {
  @Cost(200)
  @Query(() => SpendingSummary, { description: "What was spent in a range of days, in a few figures." })
  async spendingSummary(@Args() asked: SpendingArguments, @Ctx() ctx: AppContext): Promise<SpendingSummary> {
    return summaryOf(ctx, await questionFrom(ctx, asked), false);
  }

  @Cost(200)
  @FieldResolver(() => SpendingSummary, {
    nullable: true,
    description:
      "The range of the same length right before: of whole months as many months. Null in a summary that is one of these itself.",
  })
  previous(@Root() { question, isEarlier }: SpendingSummary, @Ctx() ctx: AppContext): Promise<SpendingSummary> | null {
    const range = isEarlier ? null : rangeBefore(question.range);
    return range && summaryOf(ctx, { ...question, range }, true);
  }

  @Cost(200)
  @FieldResolver(() => SpendingSummary, {
    nullable: true,
    description: "The same days a year ago. Null in a summary that is one of these itself.",
  })
  yearBefore(
    @Root() { question, isEarlier }: SpendingSummary,
    @Ctx() ctx: AppContext,
  ): Promise<SpendingSummary> | null {
    const range = isEarlier ? null : yearBefore(question.range);
    return range && summaryOf(ctx, { ...question, range }, true);
  }

  @Cost(50, {}, 200)
  @Query(() => [SpendingPoint], {
    description:
      "What was spent in each interval of a range, in order, also where it is nothing; at most 3,660 intervals.",
  })
  async spendingTrend(@Args() asked: SpendingTrendArguments, @Ctx() ctx: AppContext): Promise<SpendingPoint[]> {
    const question = await questionFrom(ctx, asked);
    const { interval } = asked;
    if (daysIn(question.range) / SHORTEST[interval] > POINTS_MAX) {
      throw badInput("interval", `At most ${POINTS_MAX} intervals: choose longer ones.`);
    }
    const points = await ctx.once(["spendingTrend", question, interval], () => spendingTrend(ctx, question, interval));
    return points.map((point) => {
      return made(SpendingPoint, { from: point.from, to: point.to, ...outputOf(point, question) });
    });
  }

  @Cost(20, {}, 200)
  @Query(() => [CategorySpending], {
    description: "What was spent on each category that has any, the largest total first.",
  })
  async spendingByCategory(
    @Args() asked: FilteredSpendingArguments,
    @Ctx() ctx: AppContext,
  ): Promise<CategorySpending[]> {
    const question = await questionFrom(ctx, asked);
    const figures = await ctx.once(["byCategory", question], () => spendingByCategory(ctx, question));
    const categories = new Map((await allCategories(ctx.reader)).map((category) => [category.id, category]));
    return largestFirst(figures).map(([categoryId, each]) => {
      const category = categories.get(categoryId)!;
      return made(CategorySpending, { categoryId, category, ...outputOf(each, question) });
    });
  }

  @Cost(20, {}, 200)
  @Query(() => [GroupSpending], {
    description: "What was spent in each of the viewer's groups that has any, the largest total first.",
  })
  async spendingByGroup(@Args() asked: SpendingByGroupArguments, @Ctx() ctx: AppContext): Promise<GroupSpending[]> {
    const question = await questionFrom(ctx, asked);
    const figures = largestFirst(await ctx.once(["byGroup", question], () => spendingByGroup(ctx, question)));
    const groups = await ctx.loader(groupForViewer).loadMany(figures.map(([id]) => id));
    return figures.map(([, each], index) => {
      return made(GroupSpending, { group: groups[index] as Group, ...outputOf(each, question) });
    });
  }

  @Cost(20, {}, 200)
  @Query(() => [MemberSpending], {
    description: "What each member of a group bore and paid, in the order of `members`; who did neither is left out.",
  })
  async spendingByMember(@Args() asked: SpendingByMemberArguments, @Ctx() ctx: AppContext): Promise<MemberSpending[]> {
    const question = await questionFrom(ctx, { ...asked, groupIds: [asked.groupId] });
    const figures = await ctx.once(["byMember", question], () => spendingByMember(ctx, question));
    const members = ctx.loader(memberById);
    return Promise.all(
      figures.map(async ({ memberId, borne, paid, count }) =>
        made(MemberSpending, {
          member: await members.load(memberId),
          borne: money(borne, question),
          paid: money(paid, question),
          count,
        }),
      ),
    );
  }

  @Cost(200, { filter: 200 })
  @Query(() => SpendingRowConnection, {
    description:
      "The positive expenses that a figure is of, but for those that have no rate; they sum to it to the last unit.",
  })
  async spendingRows(@Args() asked: SpendingRowsArguments, @Ctx() ctx: AppContext): Promise<SpendingRowConnection> {
    const size = pageSize(asked.first);
    const place = valuesOf(asked.after, ["day", "text"]) as [string, string] | null;
    const question = await questionFrom(ctx, asked);
    const ledger = await ctx.once(["spendingLedger", question], () => spendingLedger(ctx, question));
    const lines = await spendingLines(ctx, ledger, place, size + 1);
    const expenses = await ctx.loader(expenseForViewer).loadMany(lines.map(({ expenseId }) => expenseId));
    const rows = lines.map(({ day, mine, total }, index) => {
      const expense = expenses[index] as Expense;
      return made(SpendingRow, { day, expense, mine: money(mine, question), total: money(total, question) });
    });
    const page = pageOf(rows, size, asked.after, ({ day, expense }) => cursorOf([day, expense.id]));
    return made(SpendingRowConnection, { ...page, ...outputOf(ledger.figures, question) });
  }

  @Cost(600)
  @Query(() => SpendingPace, { description: "How this month goes beside the last." })
  async spendingPace(
    @Arg("groupIds", () => [ID], { nullable: true, description: "Of these groups; without it of all of the viewer's." })
    groupIds: string[] | null | undefined,
    @Arg("currency", () => CurrencyCodeScalar, { description: "The currency of all figures." }) currency: string,
    @Arg("convert", () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: "Whether other currencies are converted, as everywhere here; else they are left out.",
    })
    convert: boolean | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<SpendingPace> {
    const through = homeToday((await ctx.loader(userById).load(ctx.viewer.userId))!);
    const month = startOf("MONTH", through);
    const question = await questionFrom(ctx, { range: { from: month, to: through }, groupIds, currency, convert });
    const lastMonth = monthsLater(month, -1);
    const of = (from: string, to: string) =>
      ctx.once(["spendingSummary", { ...question, range: { from, to } }], () =>
        spendingSummary(ctx, { ...question, range: { from, to } }),
      );
    const now = await of(month, through);
    const last = await of(lastMonth, monthsLater(through, -1));
    const whole = await of(lastMonth, endOf("MONTH", lastMonth));
    return made(SpendingPace, {
      month,
      through,
      mine: money(now.mine, question),
      total: money(now.total, question),
      lastMine: money(last.mine, question),
      lastTotal: money(last.total, question),
      lastMonthMine: money(whole.mine, question),
      lastMonthTotal: money(whole.total, question),
    });
  }
}

/** Days that an interval has at least: how many there are, or a few more. */
const SHORTEST = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90, YEAR: 365 } as const;
