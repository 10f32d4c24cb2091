import { ArgsType, Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { type DayRange, daysIn } from "../../kernel/calendar.js";
import { isId } from "../../kernel/ids.js";
import { PAGE_DEFAULT } from "../../platform/schema/pages.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { badInput } from "../../platform/schema/top-level-errors.js";
import type { SpendingQuestion } from "./spending-figures.service.js";
import { type SpendingReader, spendingScope } from "./spending-scope.js";

/** A hundred years: nobody needs more, and somebody has to stop. */
const DAYS_MAX = 36_525;
/** The calendar goes no further. */
const LAST_DAY = "9998-12-31";

@InputType({ description: "Days from one to another, both included; at most 100 years." })
export class DateRangeInput {
  @Field(() => LocalDateScalar, { description: "The first day." })
  from!: string;

  @Field(() => LocalDateScalar, { description: "The last day; not before the first, and not after the year 9998." })
  to!: string;
}

export enum TrendInterval {
  DAY = "DAY",
  WEEK = "WEEK",
  MONTH = "MONTH",
  QUARTER = "QUARTER",
  YEAR = "YEAR",
}
registerEnumType(TrendInterval, {
  name: "TrendInterval",
  description: "How long the intervals of a trend are.",
  valuesConfig: {
    DAY: { description: "One day." },
    WEEK: { description: "From Monday to Sunday." },
    MONTH: { description: "A calendar month." },
    QUARTER: { description: "Three calendar months, from January, April, July or October." },
    YEAR: { description: "A calendar year." },
  },
});

@InputType({ description: "Only a part of the spending; what is given must all be so." })
export class SpendingFilterInput {
  @Field(() => ID, { nullable: true, description: "Only expenses of this category." })
  categoryId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Only what this member bears: `total` is their shares, `mine` the same where it is the viewer and else nothing, and expenses count that they bear something of. Takes a question about their one group.",
  })
  memberId?: string | null;
}

const RANGE = "From which day to which.";
const CURRENCY = "The currency of all figures.";
const CONVERT = `Whether expenses in other currencies are converted, at the rate of their own day: the group's own where it has one, else the European Central Bank's. Without it only what is in \`currency\` counts.`;

/** What the questions about one's own groups have in common. */
@ArgsType()
export class SpendingOfAllArguments {
  @Field(() => DateRangeInput, { description: RANGE })
  range!: DateRangeInput;

  @Field(() => CurrencyCodeScalar, { description: CURRENCY })
  currency!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: CONVERT })
  convert?: boolean | null;
}

@ArgsType()
export class SpendingArguments extends SpendingOfAllArguments {
  @Field(() => [ID], {
    nullable: true,
    description: "Of these groups, at most 500; without it of all that the viewer is in, archived ones too.",
  })
  groupIds?: string[] | null;
}

@ArgsType()
export class FilteredSpendingArguments extends SpendingArguments {
  @Field(() => SpendingFilterInput, { nullable: true, description: "Only a part of it." })
  filter?: SpendingFilterInput | null;
}

@ArgsType()
export class SpendingTrendArguments extends FilteredSpendingArguments {
  @Field(() => TrendInterval, { description: "How long the intervals are." })
  interval!: TrendInterval;
}

@ArgsType()
export class SpendingByGroupArguments extends SpendingOfAllArguments {
  @Field(() => SpendingFilterInput, { nullable: true, description: "Only a part of it; a member is of one group." })
  filter?: SpendingFilterInput | null;
}

@ArgsType()
export class SpendingByMemberArguments extends SpendingOfAllArguments {
  @Field(() => ID, { description: "Of which group." })
  groupId!: string;

  @Field(() => SpendingFilterInput, { nullable: true, description: "Only a part of it." })
  filter?: SpendingFilterInput | null;
}

@ArgsType()
export class SpendingRowsArguments extends FilteredSpendingArguments {
  @Field(() => Int, { nullable: true, defaultValue: PAGE_DEFAULT, description: "How many, 1 to 100." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "Go on behind this cursor." })
  after?: string | null;
}

/** The arguments as a question, if the viewer may ask it. */
export async function questionFrom(
  source: SpendingReader,
  { range, currency, convert, groupIds, filter = null }: FilteredSpendingArguments,
): Promise<SpendingQuestion> {
  requireRange(range);
  const scope = await spendingScope(source, groupIds);
  const { categoryId = null, memberId = null } = filter ?? {};
  if (memberId !== null && scope.groupIds.length !== 1) {
    throw badInput("filter.memberId", "A member is of one group: name that one alone.");
  }
  return {
    scope,
    range: { from: range.from, to: range.to },
    currency,
    convert: convert !== false,
    categoryId: known("cat", categoryId),
    memberId: known("mem", memberId),
  };
}

function requireRange(range: DayRange): void {
  if (range.to < range.from) throw badInput("range.to", "The last day is not before the first.");
  if (range.to > LAST_DAY) throw badInput("range.to", `No day is after ${LAST_DAY}.`);
  if (daysIn(range) > DAYS_MAX) throw badInput("range", "At most 100 years.");
}

/** What is no id at all is nobody's, as an unknown one is. */
function known(prefix: string, id: string | null): string | null {
  return id === null || isId(prefix, id) ? id : "";
}
