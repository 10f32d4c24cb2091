import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import { ConflictError, ForbiddenError, NotFoundError, notFound } from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownBudget } from "../budget.access.js";
import { Budget } from "../budget.entity.js";
import { budgetDeleted } from "../budget.events.js";
import { loadBudget, lockPlanner, placeOf } from "../budget.service.js";

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

/** Takes it out of the lists; whose it is must be locked. */
async function remove(tx: Tx, { id, version }: BudgetDeleteInput): Promise<{ before: Budget; after: Budget }> {
  const before = await loadBudget(tx, id);
  requireVersion(before, version);
  const changes = { deletedAt: new Date(), version: before.version + 1 };
  await tx.update(Budget, id, changes);
  return { before, after: made(Budget, { ...before, ...changes }) };
}

const deleteOfGroup = groupWrite<BudgetDeleteInput>({
  mutation: "budgetDelete",
  act: "record",
  group: { of: "budgets" },
  async work({ tx, input }) {
    const { before, after } = await remove(tx, input);
    return {
      type: budgetDeleted,
      subjectId: before.id,
      subjectVersion: after.version,
      things: () => [{ before, after }],
    };
  },
});

async function deleteOfViewer(tx: Tx, viewer: Viewer, input: BudgetDeleteInput): Promise<string> {
  const request = requestToChange(viewer, "budgetDelete", input);
  await lockPlanner(tx, viewer.userId);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  await remove(tx, input);
  await tx.remember(request, input.id);
  return input.id;
}

export const BudgetDeleteResolver = mutation({
  name: "budgetDelete",
  description: "Deletes a budget; a group's takes a MEMBER. What was spent stays what it is.",
  input: BudgetDeleteInput,
  inputDescription: "Which budget.",
  answers: [BudgetDeletePayload, NotFoundError, ForbiddenError, ConflictError],
  async write(tx, viewer, input) {
    const { userId, groupId } = await placeOf(tx, input.id);
    if (groupId !== null) return deleteOfGroup(tx, viewer, input);
    if (userId !== viewer.userId) throw notFound();
    return deleteOfViewer(tx, viewer, input);
  },
  payload: async (ctx, _answer, input) => new BudgetDeletePayload(await knownBudget(ctx, input.id)),
});
