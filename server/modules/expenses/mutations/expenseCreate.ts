import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { Money } from "../../../kernel/money.js";
import { made } from "../../../platform/made.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
import { MoneyInput, moneyFrom } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { ConversionInput } from "../../currencies/conversion.input.js";
import { originalFrom } from "../../currencies/conversion.service.js";
import { groupWrite } from "../../groups/group-write.js";
import { attachReceipts } from "../attached-receipts.service.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { expenseCreated } from "../expense.events.js";
import type { EnteredPayer } from "../expense.js";
import { paidAmounts } from "../expense.js";
import {
  categoryFrom,
  expenseWritten,
  notesFrom,
  payersFrom,
  requireGroupCurrency,
  requireMembers,
  titleFrom,
  writeAmounts,
} from "../expense.service.js";
import { PayerInput, SplitInput } from "../split.input.js";
import type { EnteredSplit } from "../split.js";
import { amongPresent, computedShares, splitFrom, storedFrom } from "../split.js";

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

  @Field(() => [ID], {
    nullable: true,
    description: "Receipts of the group that belong to no other expense; at most 20.",
  })
  receiptIds?: string[] | null;

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

interface ExpenseForm {
  readonly title: string;
  readonly notes: string | null;
  readonly total: Money;
  readonly payers: EnteredPayer[];
  readonly split: EnteredSplit;
}

function formFrom(input: ExpenseCreateInput, invalid: InvalidFields): ExpenseForm {
  newIdFrom("exp", input.id, invalid);
  const title = titleFrom(input.title, invalid);
  const notes = notesFrom(input.notes, invalid);
  const total = moneyFrom(input.total, invalid, ["total"]);
  if (input.total.amount.units === 0n) invalid.add(["total", "amount"], "OUT_OF_RANGE", "An expense is not zero.");
  return { title, notes, total, payers: payersFrom(input.payers, invalid), split: splitFrom(input.split, invalid) };
}

/** Also used by the demo. Answers the expense's id. */
export const createExpense = groupWrite<ExpenseCreateInput, ExpenseForm>({
  mutation: "expenseCreate",
  act: "record",
  group: ({ groupId }) => groupId,
  creates: "expenses",
  form: formFrom,
  async work({ tx, locked, input, form, invalid }) {
    const { total, payers } = form;
    const split = amongPresent(form.split, locked.present);
    requireMembers(locked, { payers, split }, new Set(), invalid);
    await requireGroupCurrency(tx, locked.group.id, total.currency, invalid, ["total", "currency"]);
    const category = await categoryFrom(tx, input.categoryId, invalid);
    const id = input.id ?? newId("exp");
    const payerRows = paidAmounts(total, payers, invalid);
    const shareRows = computedShares(total, split, id, invalid, false);
    const converted = { groupId: locked.group.id, total, day: input.incurredOn };
    const original = input.conversion ? await originalFrom(tx, input.conversion, converted, invalid) : null;
    invalid.refuse();

    const now = new Date();
    const expense = made(Expense, {
      id,
      groupId: locked.group.id,
      title: form.title,
      notes: form.notes,
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
    const attached = await attachReceipts(tx, expense, input.receiptIds ?? [], invalid);
    return expenseWritten(expenseCreated, tx, locked, null, expense, attached);
  },
});

export const ExpenseCreateResolver = mutation({
  name: "expenseCreate",
  description: "Records an expense and moves the balances of everyone in it.",
  input: ExpenseCreateInput,
  inputDescription: "The new expense.",
  answers: [ExpenseCreatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: createExpense,
  payload: async (ctx, id) => new ExpenseCreatePayload(await knownExpense(ctx, id)),
});
