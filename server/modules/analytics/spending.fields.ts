import { Field, Int, ObjectType } from "type-graphql";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { type Connection, edgeOf, PageInfo } from "../../platform/schema/pages.js";
import { LocalDateScalar } from "../../platform/schema/scalars.js";
import { Category } from "../expenses/category.entity.js";
import { Expense } from "../expenses/expense.entity.js";
import { Group } from "../groups/group.entity.js";
import { Member } from "../groups/member.entity.js";
import type { SpendingQuestion } from "./spending-figures.service.js";

const MINE = "The viewer's shares of positive expenses.";
const TOTAL = "What positive expenses came to, whoever bears them.";
const COUNT = "How many positive expenses that is.";

@ObjectType({
  description:
    "What was spent in some days: expenses count on their own day, whenever they were recorded. Each figure is added up exactly and rounded once, half to even. What an import brought without saying who paid counts with its net effect, because that is all there is.",
})
export class SpendingSummary {
  readonly question!: SpendingQuestion;
  /** Whether this is another summary's earlier one, which has none itself. */
  readonly isEarlier!: boolean;

  @Field(() => MoneyOutput, { description: MINE })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: TOTAL })
  readonly total!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What the viewer paid of positive expenses." })
  readonly paid!: MoneyOutput;

  @Field(() => MoneyOutput, {
    description: "The viewer's shares of negative expenses (refunds and income), as a positive number.",
  })
  readonly income!: MoneyOutput;

  @Field(() => MoneyOutput, {
    description: "Confirmed payments that the viewer made, on the days on which they were paid; no spending.",
  })
  readonly settled!: MoneyOutput;

  @Field(() => Int, { description: "How many positive expenses `total` is of." })
  readonly count!: number;

  @Field(() => Int, {
    description: "How many of `count` an import brought without saying who paid: they count with their net effect.",
  })
  readonly netCount!: number;

  @Cost(2)
  @Field(() => [MoneyOutput], {
    description:
      "What of the groups' totals has no rate and is in no figure, by currency code; zero where only income or payments have none.",
  })
  readonly unconverted!: MoneyOutput[];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "The latest day of a rate that was used; null where none was.",
  })
  readonly ratesAsOf!: string | null;
}

@ObjectType({ description: "What was spent in one interval of a trend." })
export class SpendingPoint {
  @Field(() => LocalDateScalar, { description: "Its first day that is in the range." })
  readonly from!: string;

  @Field(() => LocalDateScalar, { description: "Its last day that is in the range." })
  readonly to!: string;

  @Field(() => MoneyOutput, { description: MINE })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: TOTAL })
  readonly total!: MoneyOutput;

  @Field(() => Int, { description: COUNT })
  readonly count!: number;
}

@ObjectType({ description: "What was spent on one category." })
export class CategorySpending {
  readonly categoryId!: string;

  @Field(() => Category, { description: "On what." })
  readonly category!: Category;

  @Field(() => MoneyOutput, { description: MINE })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: TOTAL })
  readonly total!: MoneyOutput;

  @Field(() => Int, { description: COUNT })
  readonly count!: number;
}

@ObjectType({ description: "What was spent in one group." })
export class GroupSpending {
  @Field(() => Group, { description: "In which group." })
  readonly group!: Group;

  @Field(() => MoneyOutput, { description: MINE })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: TOTAL })
  readonly total!: MoneyOutput;

  @Field(() => Int, { description: COUNT })
  readonly count!: number;
}

@ObjectType({ description: "What one member bore and paid of positive expenses." })
export class MemberSpending {
  @Field(() => Member, { description: "Who." })
  readonly member!: Member;

  @Field(() => MoneyOutput, { description: "Their shares." })
  readonly borne!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What they paid." })
  readonly paid!: MoneyOutput;

  @Field(() => Int, { description: "How many expenses they bear something of." })
  readonly count!: number;
}

@ObjectType({
  description:
    "One expense of what a figure is of. Converted amounts sum to the figure to the last unit, by largest remainder: first over the days, then over the expenses of each day.",
})
export class SpendingRow {
  readonly day!: string;

  @Field(() => Expense, { description: "The expense." })
  readonly expense!: Expense;

  @Field(() => MoneyOutput, { description: "What the viewer bears of it." })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What it came to." })
  readonly total!: MoneyOutput;
}

const SpendingRowEdge = edgeOf(SpendingRow, "SpendingRow");

@ObjectType({
  description:
    "A page of the expenses that a figure is of, newest first (incurredOn, then id), with the figures of all.",
})
export class SpendingRowConnection {
  @Field(() => [SpendingRowEdge], { description: "The entries of this page, in their order." })
  readonly edges!: Connection<SpendingRow>["edges"];

  @Field(() => PageInfo, { description: "Where the page stands." })
  readonly pageInfo!: PageInfo;

  @Field(() => MoneyOutput, { description: "The viewer's shares, of all pages." })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What the expenses came to, of all pages." })
  readonly total!: MoneyOutput;

  @Field(() => Int, { description: "How many expenses there are, on all pages." })
  readonly count!: number;
}

@ObjectType({
  description:
    "What was spent in this month until today, beside the last month; by the calendar of where the viewer lives.",
})
export class SpendingPace {
  @Field(() => LocalDateScalar, { description: "The first of this month." })
  readonly month!: string;

  @Field(() => LocalDateScalar, { description: "Today." })
  readonly through!: string;

  @Field(() => MoneyOutput, { description: "The viewer's shares, of this month until today." })
  readonly mine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What was spent, in this month until today." })
  readonly total!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "The viewer's shares, of the last month until the same day." })
  readonly lastMine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What was spent, in the last month until the same day." })
  readonly lastTotal!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "The viewer's shares, of the whole last month." })
  readonly lastMonthMine!: MoneyOutput;

  @Field(() => MoneyOutput, { description: "What was spent, in the whole last month." })
  readonly lastMonthTotal!: MoneyOutput;
}
