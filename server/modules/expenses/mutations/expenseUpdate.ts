import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Decimal } from "../../../kernel/decimal.js";
import { amountText, type Money } from "../../../kernel/money.js";
import { made } from "../../../platform/made.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { MoneyInput, moneyFrom } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { ConversionInput } from "../../currencies/conversion.input.js";
import type { RecordedOriginal } from "../../currencies/conversion.js";
import { onAnotherDay, originalFrom } from "../../currencies/conversion.service.js";
import { type LockedGroup } from "../../groups/group.access.js";
import { groupWrite } from "../../groups/group-write.js";
import { attachReceipts } from "../attached-receipts.service.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { expenseUpdated } from "../expense.events.js";
import { type EnteredPayer, paidAmounts } from "../expense.js";
import {
  categoryFrom,
  expenseWritten,
  loadExpense,
  notesFrom,
  payersFrom,
  requireGroupCurrency,
  requireMembers,
  titleFrom,
  writeAmounts,
} from "../expense.service.js";
import { PayerInput, SplitInput } from "../split.input.js";
import { amongPresent, computedShares, type EnteredSplit, enteredFrom, splitFrom, storedFrom } from "../split.js";
import { withoutWhatIs } from "../unchanged.js";

@InputType({
  description:
    "What is sent as it was read changes nothing. With a new `total` alone, the shares are computed anew from the stored split and a single payer pays it all; where stored amounts no longer add up, that is an InvalidInputError on `payers` or `split`. A new `split` alone is allowed.",
})
export class ExpenseUpdateInput {
  @Field(() => ID, { description: "Of the expense." })
  id!: string;

  @Field(() => Int, { description: "The version that the change was made from." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: "1 to 200 characters." })
  title?: string | null;

  @Field(() => String, { nullable: true, description: "At most 5,000 characters; null takes them away." })
  notes?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: "Negative for refunds and income; never zero." })
  total?: MoneyInput | null;

  @Field(() => ConversionInput, {
    nullable: true,
    description:
      "What `total` was converted from; null: nothing any more. Left out, it stays: then a new `total` is refused, and with a new day a daily rate is that day's, and the total what it comes to.",
  })
  conversion?: ConversionInput | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "The day it happened." })
  incurredOn?: string | null;

  @Field(() => ID, { nullable: true, description: "What it was for; null: General." })
  categoryId?: string | null;

  @Field(() => [PayerInput], { nullable: true, description: "Who paid." })
  payers?: PayerInput[] | null;

  @Field(() => SplitInput, { nullable: true, description: "Who bears it." })
  split?: SplitInput | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "All its receipts, of the group and of no other expense, at most 20: [] and null let go of them. Left out, they stay.",
  })
  receiptIds?: string[] | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The expense was changed." })
export class ExpenseUpdatePayload {
  @Field(() => Expense, { description: "The expense as it is now." })
  readonly expense: Expense;

  constructor(expense: Expense) {
    this.expense = expense;
  }
}

/** The change, as far as it can be read without knowing the expense; what was left out is undefined. */
interface Change {
  readonly title: string | undefined;
  readonly notes: string | null | undefined;
  readonly total: Money | undefined;
  readonly payers: EnteredPayer[] | undefined;
  readonly split: EnteredSplit | undefined;
}

/** Also used where a new default splits old expenses anew. */
export const updateExpense = groupWrite<ExpenseUpdateInput>({
  mutation: "expenseUpdate",
  act: "record",
  group: { of: "expenses" },
  async work({ tx, locked, input: sent, invalid }) {
    const before = await loadExpense(tx, sent.id);
    const input = withoutWhatIs(before, sent);
    const change = changeFrom(input, invalid);
    invalid.refuse();
    requireVersion(before, input.version);
    if (before.deletedAt !== null) throw wrongState("Restore this expense before you change it.", before.id);

    const after = await changedExpense(tx, locked, before, input, change, invalid);
    await tx.run(
      `update expenses set title = $2, notes = $3, total = $4, currency = $5, incurred_on = $6, category_id = $7,
         split = $8, payers_known = $9, version = $10, updated_at = $11, conversion = $12 where id = $1`,
      [
        after.id,
        after.title,
        after.notes,
        after.total,
        after.currency,
        after.incurredOn,
        after.categoryId,
        JSON.stringify(after.storedSplit),
        after.payersKnown,
        after.version,
        after.updatedAt,
        after.original && JSON.stringify(after.original),
      ],
    );
    await writeAmounts(tx, after, true);
    const { receiptIds } = sent;
    const attached = receiptIds === undefined ? [] : await attachReceipts(tx, after, receiptIds ?? [], invalid);
    return expenseWritten(expenseUpdated, tx, locked, before, after, attached);
  },
});

function changeFrom(input: ExpenseUpdateInput, invalid: InvalidFields): Change {
  for (const field of ["title", "total", "incurredOn", "payers", "split"] as const) {
    if (input[field] === null) invalid.add([field], "REQUIRED", "This cannot be empty.");
  }
  const total = input.total ? moneyFrom(input.total, invalid, ["total"]) : undefined;
  if (input.total?.amount.units === 0n) {
    invalid.add(["total", "amount"], "OUT_OF_RANGE", "An expense is not zero.");
  }
  return {
    title: typeof input.title === "string" ? titleFrom(input.title, invalid) : undefined,
    notes: input.notes === undefined ? undefined : notesFrom(input.notes, invalid),
    total,
    payers: input.payers ? payersFrom(input.payers, invalid) : undefined,
    split: input.split ? splitFrom(input.split, invalid) : undefined,
  };
}

/** The expense as it would be; refuses what does not add up. */
async function changedExpense(
  tx: Tx,
  locked: LockedGroup,
  before: Expense,
  input: ExpenseUpdateInput,
  change: Change,
  invalid: InvalidFields,
): Promise<Expense> {
  const namedBefore = new Set([...before.payerRows, ...before.shareRows].map((row) => row.memberId));
  requireMembers(locked, { payers: change.payers, split: change.split }, namedBefore, invalid);
  const { total, original } = await convertedAfter(tx, before, input, change.total, invalid);
  const newTotal = change.total || total.minor !== before.total ? total : undefined;
  if (total.currency !== before.currency) {
    await requireGroupCurrency(tx, before.groupId, total.currency, invalid, ["total", "currency"]);
  }
  const category =
    input.categoryId === undefined
      ? { id: before.categoryId, name: before.categoryName }
      : await categoryFrom(tx, input.categoryId, invalid);
  const payers = change.payers ?? (newTotal && storedPayers(before));
  const payerRows = payers ? paidAmounts(total, payers, invalid) : before.payerRows;
  const split = change.split ? amongPresent(change.split, locked.present) : enteredFrom(before.storedSplit);
  // What was brought by an import need not be what a person may enter; as long as nothing about it changes, it stays.
  const isAsBefore = newTotal === undefined && change.split === undefined;
  const shareRows = isAsBefore
    ? before.shareRows
    : computedShares(total, split, before.id, invalid, change.split === undefined);
  invalid.refuse();
  return made(Expense, {
    ...before,
    title: change.title ?? before.title,
    notes: change.notes === undefined ? before.notes : change.notes,
    total: total.minor,
    currency: total.currency,
    original,
    incurredOn: input.incurredOn ?? before.incurredOn,
    categoryId: category.id,
    categoryName: category.name,
    storedSplit: storedFrom(split),
    // Whoever says who paid knows it.
    payersKnown: before.payersKnown || change.payers !== undefined,
    version: before.version + 1,
    updatedAt: new Date(),
    payerRows,
    shareRows: [...shareRows],
  });
}

interface ConvertedTotal {
  readonly total: Money;
  readonly original: RecordedOriginal | null;
}

/** The total and what it was converted from; it is converted anew only where its currency, day or rate was changed. */
async function convertedAfter(
  tx: Tx,
  before: Expense,
  { conversion, incurredOn }: ExpenseUpdateInput,
  newTotal: Money | undefined,
  invalid: InvalidFields,
): Promise<ConvertedTotal> {
  const { groupId, original } = before;
  const total = newTotal ?? { minor: before.total, currency: before.currency };
  const converted = { groupId, total, day: incurredOn ?? before.incurredOn };
  if (conversion) return { total, original: await originalFrom(tx, conversion, converted, invalid) };
  if (conversion === null || !original) return { total, original: null };
  if (total.minor !== before.total || total.currency !== before.currency) {
    invalid.add(["conversion"], "REQUIRED", "Say what the new total was converted from, or that it was not.");
    return { total, original };
  }
  if (converted.day === before.incurredOn) return { total, original };
  return (await onAnotherDay(tx, original, converted, invalid)) ?? { total, original };
}

/** Who pays another total: a single payer all of it; of several each keeps what they paid. */
function storedPayers(before: Expense): EnteredPayer[] {
  const isSingle = before.payerRows.length === 1;
  return before.payerRows.map(({ memberId, minor }) => ({
    memberId,
    amount: isSingle ? null : Decimal.parse(amountText(minor, before.currency)),
  }));
}

export const ExpenseUpdateResolver = mutation({
  name: "expenseUpdate",
  description: "Changes an expense: what it did to the balances is taken back, and done as it is now.",
  input: ExpenseUpdateInput,
  inputDescription: "What to change.",
  answers: [ExpenseUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: updateExpense,
  payload: async (ctx, _answer, input) => new ExpenseUpdatePayload(await knownExpense(ctx, input.id)),
});
