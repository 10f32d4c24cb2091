import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from "type-graphql";
import { mixedNumber, ruleSentence } from "../../kernel/allocation.js";
import { isId } from "../../kernel/ids.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import { TwoWayPageArguments } from "../../platform/schema/arguments.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import {
  type Connection,
  connectionOf,
  cursorOf,
  pageBefore,
  pageOf,
  pageTurn,
  valuesOf,
} from "../../platform/schema/pages.js";
import { CurrencyCodeScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { badInput } from "../../platform/schema/top-level-errors.js";
import { SplitClaim, SplitItemKind } from "../bills/bill.js";
import { Conversion } from "../currencies/conversion.fields.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { byId, memberById, membersByGroup } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { Category } from "./category.entity.js";
import { allCategories, categoryById } from "./category.loader.js";
import { visibleExpense } from "./expense.access.js";
import {
  Allocation,
  AllocationRule,
  Expense,
  ExpensePayer,
  ExpenseShare,
  Split,
  SplitItem,
  SplitMode,
  SplitPart,
} from "./expense.entity.js";
import { EXPENSE_COLUMNS, expensesFrom } from "./expense.loader.js";
import { TITLE_MAX } from "./expense.service.js";
import { allocationsOf, billOf } from "./split.js";

const ExpenseConnection = connectionOf(Expense, "Expense");

@InputType({ description: "Which expenses; every condition must hold." })
export class ExpenseFilter {
  @Field(() => LocalDateScalar, { nullable: true, description: "Incurred on or after this day." })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "Incurred on or before this day." })
  to?: string | null;

  @Field(() => ID, { nullable: true, description: "This member paid, or bears a share." })
  memberId?: string | null;

  @Field(() => ID, { nullable: true, description: "This member paid." })
  payerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Of this category." })
  categoryId?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "In this currency." })
  currency?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "In the title, whatever the case and the accents; up to 200 characters, nothing where it is empty.",
  })
  text?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "The deleted ones, instead of those that count.",
  })
  deleted?: boolean | null;
}

@ArgsType()
class ExpensesArguments extends TwoWayPageArguments {
  @Field(() => ExpenseFilter, { nullable: true, description: "Which expenses." })
  filter?: ExpenseFilter | null;
}

@Resolver(() => Group)
export class GroupExpenseFields {
  @Cost(20)
  @FieldResolver(() => [Category], { description: "What expenses of this group can be for." })
  categories(@Ctx() ctx: AppContext): Promise<Category[]> {
    return allCategories(ctx.reader);
  }

  @Cost(0, { filter: 1000 })
  @FieldResolver(() => ExpenseConnection, {
    description: "Newest first (incurredOn, then id). Deleted ones are left out unless the filter asks for them.",
  })
  expenses(
    @Root() group: Group,
    @Args() page: ExpensesArguments,
    @Ctx() ctx: AppContext,
  ): Promise<Connection<Expense>> {
    return ctx.once(["expenses", group.id, page], () => this.page(group, page, ctx));
  }

  private async page(
    group: Group,
    { first, after, last, before, filter }: ExpensesArguments,
    ctx: AppContext,
  ): Promise<Connection<Expense>> {
    const { size, back } = pageTurn({ first, last });
    const [day, id] = valuesOf(after, ["day", "text"]) ?? [];
    const [dayBefore, idBefore] = valuesOf(before, ["day", "text"], "before") ?? [];
    const text = textOf(filter);
    const named = [filter?.memberId, filter?.payerId, filter?.categoryId, text];
    if (named.some((value) => value?.includes("\0"))) return pageOf([], size, after, String);
    const order = back ? "asc" : "desc";
    const rows = await ctx.reader.rows(
      `select ${EXPENSE_COLUMNS} from expenses e
       where e.group_id = $1 and (e.deleted_at is not null) = $2
         and ($3::date is null or (e.incurred_on, e.id) < ($3, $4))
         and ($12::date is null or (e.incurred_on, e.id) > ($12, $13))
         and ($5::date is null or e.incurred_on >= $5) and ($6::date is null or e.incurred_on <= $6)
         and ($7::text is null or e.category_id = $7) and ($8::text is null or e.currency = $8)
         and ($9::text is null or exists (
           select from expense_payers p where p.expense_id = e.id and p.member_id = $9))
         and ($10::text is null or exists (
           select from expense_payers p where p.expense_id = e.id and p.member_id = $10
           union all select from expense_shares s where s.expense_id = e.id and s.member_id = $10))
         and ($14::text is null or strpos(folded(e.title), folded($14)) > 0)
       order by e.incurred_on ${order}, e.id ${order} limit $11`,
      [
        group.id,
        filter?.deleted ?? false,
        day ?? null,
        id ?? null,
        filter?.from ?? null,
        filter?.to ?? null,
        filter?.categoryId ?? null,
        filter?.currency ?? null,
        filter?.payerId ?? null,
        filter?.memberId ?? null,
        size + 1,
        dayBefore ?? null,
        idBefore ?? null,
        text,
      ],
    );
    const cursor = (expense: Expense) => cursorOf([expense.incurredOn, expense.id]);
    const expenses = expensesFrom(rows);
    const page = back ? pageBefore(expenses, size, before, cursor) : pageOf(expenses, size, after, cursor);
    // Beyond a bound there is at least what the bound names.
    page.pageInfo.hasPreviousPage ||= (after ?? null) !== null;
    page.pageInfo.hasNextPage ||= (before ?? null) !== null;
    return page;
  }
}

/** What a title must have in it; null where nothing is asked for. */
function textOf(filter: ExpenseFilter | null | undefined): string | null {
  const text = filter?.text?.trim() ?? "";
  if ([...text].length > TITLE_MAX) throw badInput("filter.text", `At most ${TITLE_MAX} characters.`);
  return text === "" ? null : text;
}

@Resolver(() => Expense)
export class ExpenseFields {
  @Query(() => Expense, { nullable: true, description: "An expense of one of the viewer's groups, deleted or not." })
  expense(@Arg("id", () => ID, { description: "Of the expense." }) id: string, @Ctx() ctx: AppContext) {
    return visibleExpense(ctx, id);
  }

  @FieldResolver(() => Group, { description: "Whose expense it is." })
  group(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<Group> {
    return shownGroup(ctx, expense.groupId);
  }

  @FieldResolver(() => MoneyOutput, { description: "Negative for refunds and income; never zero." })
  total(@Root() expense: Expense): MoneyOutput {
    return new MoneyOutput(expense.total, expense.currency);
  }

  @FieldResolver(() => Conversion, {
    nullable: true,
    description: "What `total` was converted from, as it was recorded; null where it was entered as it is.",
  })
  conversion(@Root() { total, currency, original }: Expense): Conversion | null {
    if (!original) return null;
    return new Conversion(
      { minor: BigInt(original.minor), currency: original.currency },
      { minor: total, currency },
      original.rate,
    );
  }

  @FieldResolver(() => Category, { description: "What it was for." })
  async category(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<Category> {
    return (await ctx.loader(categoryById).load(expense.categoryId))!;
  }

  @Cost(2)
  @FieldResolver(() => [ExpensePayer], { description: "Sum to the total, to the last minor unit." })
  async payers(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<ExpensePayer[]> {
    const members = byId(await ctx.loader(membersByGroup).load(expense.groupId));
    return expense.payerRows.map(({ memberId, minor }) =>
      made(ExpensePayer, {
        member: members.get(memberId)!,
        amount: new MoneyOutput(minor, expense.currency),
      }),
    );
  }

  @Cost(10)
  @FieldResolver(() => [ExpenseShare], { description: "Sum to the total, to the last minor unit." })
  async shares(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<ExpenseShare[]> {
    // All at once: a promise for each of the shares of a page costs more than everything else about them.
    const members = byId(await ctx.loader(membersByGroup).load(expense.groupId));
    let computed: ReturnType<typeof allocationsOf> | undefined;
    const allocations = () => (computed ??= allocationsOf(expense));
    return expense.shareRows.map(({ memberId, minor }) => {
      const amount = new MoneyOutput(minor, expense.currency);
      return new ExpenseShare(members.get(memberId)!, amount, allocations);
    });
  }

  @FieldResolver(() => Split, { description: "What the person entered; sending it back changes nothing." })
  split(@Root() expense: Expense): Split {
    const { mode, parts } = expense.storedSplit;
    const lines = parts.map((part) => made(SplitPart, part));
    const items = billOf(expense).map(({ name, minor, kind, claims }) =>
      made(SplitItem, {
        name,
        amount: new MoneyOutput(minor, expense.currency),
        kind: SplitItemKind[kind],
        claims: claims.map((claim) => made(SplitClaim, claim)),
      }),
    );
    return made(Split, { mode: SplitMode[mode], parts: lines, items });
  }

  @FieldResolver(() => Member, { nullable: true, description: "Who recorded it; null where the product itself did." })
  createdBy(@Root() expense: Expense, @Ctx() ctx: AppContext): Promise<Member> | null {
    return expense.createdById === null ? null : ctx.loader(memberById).load(expense.createdById);
  }
}

@Resolver(() => ExpenseShare)
export class ExpenseShareFields {
  @Cost(20)
  @FieldResolver(() => Allocation, { description: "How it was computed, to the last minor unit." })
  allocation(@Root() share: ExpenseShare): Allocation {
    const allocation = share.allocations().get(share.member.id)!;
    const { exact, oddUnits, rule } = allocation;
    return made(Allocation, {
      numerator: String(exact.numerator),
      denominator: String(exact.denominator),
      exact: mixedNumber(exact),
      oddUnits: Number(oddUnits),
      rule: ruleSentence(allocation),
      ruleCode: AllocationRule[rule],
    });
  }
}

@Resolver(() => SplitPart)
export class SplitPartFields {
  @FieldResolver(() => Member, { description: "Who takes part." })
  member(@Root() part: SplitPart, @Ctx() ctx: AppContext): Promise<Member> {
    return ctx.loader(memberById).load(part.memberId);
  }
}

/** A category is nobody's secret. */
export async function categoryNode(ctx: AppContext, id: string): Promise<Category | null> {
  void ctx.viewer;
  return isId("cat", id) ? ctx.loader(categoryById).load(id) : null;
}
