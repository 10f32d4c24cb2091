import { Arg, Ctx, Field, ObjectType, Query, Resolver } from "type-graphql";
import { convertedSum, type Rate } from "../../kernel/exchange.js";
import type { Money } from "../../kernel/money.js";
import { universalToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { referenceRates } from "../currencies/exchange-rate.loader.js";
import { userById } from "../users/user.loader.js";

@ObjectType({
  description:
    "What the viewer is owed and owes, all groups taken together: a group in which they are owed something does not make less of what they owe in another. Archived groups count too, since what is open in them is still open.",
})
export class ViewerTotals {
  @Cost(2)
  @Field(() => [MoneyOutput], { description: "What they are owed, by currency code; above zero." })
  readonly owed!: MoneyOutput[];

  @Cost(2)
  @Field(() => [MoneyOutput], { description: "What they owe, by currency code; above zero." })
  readonly owing!: MoneyOutput[];

  @Field(() => MoneyOutput, {
    nullable: true,
    description:
      "`owed` in one currency at the European Central Bank's latest rates, added up exactly and rounded once; null where nothing of it could be converted.",
  })
  readonly owedIn!: MoneyOutput | null;

  @Field(() => MoneyOutput, { nullable: true, description: "`owing` likewise." })
  readonly owingIn!: MoneyOutput | null;

  @Cost(2)
  @Field(() => [MoneyOutput], {
    description: "What has no rate and is in neither of the two, by currency code; below zero where they owe it.",
  })
  readonly unconverted!: MoneyOutput[];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: "The day of the oldest rate that was used; null where none was needed.",
  })
  readonly ratesAsOf!: string | null;
}

/** The balances of a person in the groups that they are in, added up apart for those above and those below zero. */
const TOTALS = `
  select b.currency, coalesce(sum(b.net) filter (where b.net > 0), 0)::text as owed,
    coalesce(-sum(b.net) filter (where b.net < 0), 0)::text as owing
  from members m join balances b on b.group_id = m.group_id and b.member_id = m.id
  where m.user_id = $1 and m.left_at is null and b.net <> 0
  group by b.currency order by b.currency collate "C"`;

@Resolver()
export class ViewerTotalsQueries {
  @Cost(20)
  @Query(() => ViewerTotals, { description: "The sums of the viewer's balances in their groups." })
  async viewerTotals(
    @Arg("currency", () => CurrencyCodeScalar, {
      nullable: true,
      description: "What `owedIn` and `owingIn` are in; the viewer's preferred currency, where it is left out.",
    })
    currency: string | null | undefined,
    @Ctx() ctx: AppContext,
  ): Promise<ViewerTotals> {
    const { userId } = ctx.viewer;
    const rows = await ctx.reader.rows<{ currency: string; owed: string; owing: string }>(TOTALS, [userId]);
    const to = currency ?? (await ctx.loader(userById).load(userId))!.preferredCurrency;
    const day = universalToday();
    const found = await Promise.all(
      rows.map((row) => ctx.loader(referenceRates).load({ from: row.currency, to, day })),
    );
    const rates = new Map(rows.flatMap((row, index) => (found[index] ? [[row.currency, found[index]] as const] : [])));
    const exact = new Map([...rates].map(([from, { rate }]) => [from, rate]));
    const owed = rows.map((row) => ({ minor: BigInt(row.owed), currency: row.currency })).filter(isSomething);
    const owing = rows.map((row) => ({ minor: BigInt(row.owing), currency: row.currency })).filter(isSomething);
    const days = [...rates].filter(([from]) => from !== to).map(([, { asOf }]) => asOf);
    const without = [...owed, ...owing.map((each) => ({ ...each, minor: -each.minor }))];
    return made(ViewerTotals, {
      owed: owed.map(output),
      owing: owing.map(output),
      owedIn: inOne(owed, exact, to),
      owingIn: inOne(owing, exact, to),
      unconverted: without
        .filter((each) => !exact.has(each.currency))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1))
        .map(output),
      ratesAsOf: days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b)),
    });
  }
}

function isSomething({ minor }: Money): boolean {
  return minor !== 0n;
}

function output({ minor, currency }: Money): MoneyOutput {
  return new MoneyOutput(minor, currency);
}

/** The sum in one currency, as far as there are rates; null where there is something, and a rate for nothing of it. */
function inOne(amounts: readonly Money[], rates: ReadonlyMap<string, Rate>, to: string): MoneyOutput | null {
  const known = amounts.filter(({ currency }) => rates.has(currency));
  if (known.length === 0 && amounts.length > 0) return null;
  return new MoneyOutput(convertedSum(known, rates, to), to);
}
