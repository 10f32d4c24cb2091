import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, wrongState } from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { expenseRestored } from "../expense.events.js";
import { expenseWritten, loadExpense, markDeleted } from "../expense.service.js";

@InputType({ description: "Which expense to restore." })
export class ExpenseRestoreInput {
  @Field(() => ID, { description: "Of the expense." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The expense counts again." })
export class ExpenseRestorePayload {
  @Field(() => Expense, { description: "The expense as it is now." })
  readonly expense: Expense;

  constructor(expense: Expense) {
    this.expense = expense;
  }
}

const restoreExpense = groupWrite<ExpenseRestoreInput>({
  mutation: "expenseRestore",
  act: "record",
  group: { of: "expenses" },
  async work({ tx, locked, input }) {
    const before = await loadExpense(tx, input.id);
    requireVersion(before, input.version);
    if (before.deletedAt === null) throw wrongState("This expense is not deleted.", before.id);
    const after = await markDeleted(tx, before, false);
    return expenseWritten(expenseRestored, tx, locked, before, after);
  },
});

export const ExpenseRestoreResolver = mutation({
  name: "expenseRestore",
  description: "Restores a deleted expense, and what it did to the balances.",
  input: ExpenseRestoreInput,
  inputDescription: "Which expense.",
  answers: [ExpenseRestorePayload, NotFoundError, ForbiddenError, ConflictError],
  write: restoreExpense,
  payload: async (ctx, _answer, input) => new ExpenseRestorePayload(await knownExpense(ctx, input.id)),
});
