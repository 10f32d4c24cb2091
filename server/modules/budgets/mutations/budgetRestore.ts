import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, wrongState } from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import { knownBudget } from "../budget.access.js";
import { Budget } from "../budget.entity.js";
import { budgetRestored } from "../budget.events.js";
import { requireRoom, storedBudget } from "../budget.service.js";
import { budgetWrite } from "../budget-write.js";

@InputType({ description: "Which budget to restore." })
export class BudgetRestoreInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the budget." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;
}

@ObjectType({ description: "The budget is in its list again." })
export class BudgetRestorePayload {
  @Field(() => Budget, { description: "The budget as it is now." })
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }
}

/** What had gone over stays, and what was told of it. */
const restoreBudget = budgetWrite<BudgetRestoreInput>({
  mutation: "budgetRestore",
  type: budgetRestored,
  mayPassThreshold: true,
  async work(tx, _viewer, _group, { id, version }) {
    const before = await storedBudget(tx, id);
    requireVersion(before, version);
    if (before.deletedAt === null) throw wrongState("This budget is not deleted.", id);
    await requireRoom(tx, before);
    const changes = { deletedAt: null, version: before.version + 1 };
    await tx.update(Budget, id, changes);
    return { before, after: made(Budget, { ...before, ...changes }) };
  },
});

export const BudgetRestoreResolver = mutation({
  name: "budgetRestore",
  description:
    "Restores a deleted budget, with what had gone over and the thresholds that were told of; a group's takes a MEMBER. One's own can be restored for 30 days.",
  input: BudgetRestoreInput,
  inputDescription: "Which budget.",
  answers: [BudgetRestorePayload, NotFoundError, ForbiddenError, ConflictError],
  write: restoreBudget,
  payload: async (ctx, _answer, input) => new BudgetRestorePayload(await knownBudget(ctx, input.id)),
});
