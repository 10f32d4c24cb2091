import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { made } from "../../../platform/made.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError } from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import { knownBudget } from "../budget.access.js";
import { Budget } from "../budget.entity.js";
import { budgetDeleted } from "../budget.events.js";
import { loadBudget } from "../budget.service.js";
import { budgetWrite } from "../budget-write.js";

@InputType({ description: "Which budget to delete." })
export class BudgetDeleteInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the budget." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;
}

@ObjectType({ description: "The budget is in no list any more." })
export class BudgetDeletePayload {
  @Field(() => Budget, { description: "The budget as it was." })
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }
}

const deleteBudget = budgetWrite<BudgetDeleteInput>({
  mutation: "budgetDelete",
  type: budgetDeleted,
  mayPassThreshold: false,
  async work(tx, _viewer, _group, { id, version }) {
    const before = await loadBudget(tx, id);
    requireVersion(before, version);
    const changes = { deletedAt: new Date(), version: before.version + 1 };
    await tx.update(Budget, id, changes);
    return { before, after: made(Budget, { ...before, ...changes }) };
  },
});

export const BudgetDeleteResolver = mutation({
  name: "budgetDelete",
  description: "Deletes a budget; a group's takes a MEMBER. What was spent stays what it is.",
  input: BudgetDeleteInput,
  inputDescription: "Which budget.",
  answers: [BudgetDeletePayload, NotFoundError, ForbiddenError, ConflictError],
  write: deleteBudget,
  payload: async (ctx, _answer, input) => new BudgetDeletePayload(await knownBudget(ctx, input.id)),
});
