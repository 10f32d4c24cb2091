import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, wrongState } from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { expenseDeleted } from "../expense.events.js";
import { expenseWritten, loadExpense, markDeleted } from "../expense.service.js";

@InputType({ description: "Which expense to delete." })
export class ExpenseDeleteInput {
  @Field(() => ID, { description: "Of the expense." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The expense was deleted; it can be restored." })
export class ExpenseDeletePayload {
  @Field(() => Expense, { description: "The expense as it is now." })
  readonly expense: Expense;

  constructor(expense: Expense) {
    this.expense = expense;
  }
}

const deleteExpense = groupWrite<ExpenseDeleteInput>({
  mutation: "expenseDelete",
  act: "record",
  group: { of: "expenses" },
  async work({ tx, locked, input }) {
    const before = await loadExpense(tx, input.id);
    requireVersion(before, input.version);
    if (before.deletedAt !== null) throw wrongState("This expense is deleted already.", before.id);
    const after = await markDeleted(tx, before, true);
    return expenseWritten(expenseDeleted, tx, locked, before, after);
  },
});

export const ExpenseDeleteResolver = mutation({
  name: "expenseDelete",
  description: "Deletes an expense: what it did to the balances is taken back. It can be restored.",
  input: ExpenseDeleteInput,
  inputDescription: "Which expense.",
  answers: [ExpenseDeletePayload, NotFoundError, ForbiddenError, ConflictError],
  write: deleteExpense,
  payload: async (ctx, _answer, input) => new ExpenseDeletePayload(await knownExpense(ctx, input.id)),
});
