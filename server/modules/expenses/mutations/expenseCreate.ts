import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToCreate } from "../../../platform/requests.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { MoneyInput, moneyFrom } from "../../../platform/schema/money.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  resultOf,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { ConversionInput } from "../../currencies/conversion.input.js";
import { originalFrom } from "../../currencies/conversion.service.js";
import { lockGroup } from "../../groups/group.access.js";
import { postEntries } from "../../ledger/ledger.service.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { changesBetween, entryOf, reckonPayers } from "../expense.js";
import {
  categoryFrom,
  notesFrom,
  payersFrom,
  requireGroupCurrency,
  requireMembers,
  titleFrom,
  writeAmounts,
} from "../expense.service.js";
import { PayerInput, SplitInput } from "../split.input.js";
import { amongPresent, reckonShares, splitFrom, storedFrom } from "../split.js";

@InputType({ description: "A new expense." })
export class ExpenseCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one expense." })
  id?: string | null;

  @Field(() => ID, { description: "In which group." })
  groupId!: string;

  @Field({ description: "1 to 200 characters." })
  title!: string;

  @Field(() => String, { nullable: true, description: "At most 5,000 characters." })
  notes?: string | null;

  @Field(() => MoneyInput, { description: "Negative for refunds and income; never zero." })
  total!: MoneyInput;

  @Field(() => ConversionInput, {
    nullable: true,
    description: "What `total` was converted from, where it was; it stays on record with its rate.",
  })
  conversion?: ConversionInput | null;

  @Field(() => LocalDateScalar, { description: "The day it happened." })
  incurredOn!: string;

  @Field(() => ID, { nullable: true, description: "General, where it is left out." })
  categoryId?: string | null;

  @Field(() => [PayerInput], { description: "Who paid." })
  payers!: PayerInput[];

  @Field(() => SplitInput, { description: "Who bears it." })
  split!: SplitInput;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The expense was recorded." })
export class ExpenseCreatePayload {
  @Field(() => Expense, { description: "The new expense." })
  readonly expense: Expense;

  constructor(expense: Expense) {
    this.expense = expense;
  }
}

const ExpenseCreateResult = resultOf(
  "ExpenseCreateResult",
  ExpenseCreatePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class ExpenseCreateResolver {
  @Mutation(() => ExpenseCreateResult, {
    description: "Records an expense and moves the balances of everyone in it.",
  })
  async expenseCreate(
    @Arg("input", { description: "The new expense." }) input: ExpenseCreateInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ExpenseCreateResult> {
    const { viewer } = ctx;
    const id = await ctx.write((tx) => createExpense(tx, viewer, input), { dryRun: input.dryRun === true });
    return new ExpenseCreatePayload(await knownExpense(ctx, id));
  }
}

/** Also used by the demo. Answers the expense's id. */
export async function createExpense(tx: Tx, viewer: Viewer, input: ExpenseCreateInput): Promise<string> {
  const invalid = new InvalidFields();
  newIdFrom("exp", input.id, invalid);
  const title = titleFrom(input.title, invalid);
  const notes = notesFrom(input.notes, invalid);
  const total = moneyFrom(input.total, invalid, ["total"]);
  if (input.total.amount.units === 0n) invalid.add(["total", "amount"], "OUT_OF_RANGE", "An expense is not zero.");
  const payers = payersFrom(input.payers, invalid);
  const entered = splitFrom(input.split, invalid);

  const request = requestToCreate(viewer, "expenseCreate", "expenses", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "MEMBER", request);
  if (locked.earlier) return locked.earlier;
  invalid.refuse();

  const split = amongPresent(entered, locked.present);
  requireMembers(locked, { payers, split }, new Set(), invalid);
  await requireGroupCurrency(tx, locked.group.id, total.currency, invalid, ["total", "currency"]);
  const category = await categoryFrom(tx, input.categoryId, invalid);
  const id = input.id ?? newId("exp");
  const payerRows = reckonPayers(total, payers, invalid);
  const shareRows = reckonShares(total, split, id, invalid, false);
  const converted = { groupId: locked.group.id, total, day: input.incurredOn };
  const original = input.conversion ? await originalFrom(tx, input.conversion, converted, invalid) : null;
  invalid.refuse();

  const now = new Date();
  const expense = Object.assign(new Expense(), {
    id,
    groupId: locked.group.id,
    title,
    notes,
    total: total.minor,
    currency: total.currency,
    original,
    incurredOn: input.incurredOn,
    categoryId: category.id,
    categoryName: category.name,
    storedSplit: storedFrom(split),
    payersKnown: true,
    importId: null,
    createdById: locked.viewerMember.id,
    version: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    payerRows,
    shareRows: [...shareRows],
  });
  await tx.insert(Expense, expense);
  await writeAmounts(tx, expense, false);
  const eventSeq = await tx.record({
    type: "expense.created",
    groupId: expense.groupId,
    actorId: locked.viewerMember.id,
    subjectId: id,
    changes: changesBetween(null, expense),
  });
  await postEntries(tx, locked.group, eventSeq, [entryOf(expense)]);
  await tx.remember(request, id);
  return id;
}
