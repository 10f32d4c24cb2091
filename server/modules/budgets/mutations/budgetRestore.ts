import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { requestToChange } from "../../../platform/requests.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  notFound,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownBudget } from "../budget.access.js";
import { Budget } from "../budget.entity.js";
import { budgetRestored } from "../budget.events.js";
import { lockPlanner, placeOf, requireRoom, storedBudget } from "../budget.service.js";
import { lookSoon } from "../threshold.job.js";

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

/** Puts it back into the lists, with what had gone over and what was told of it; whose it is must be locked. */
async function bringBack(tx: Tx, { id, version }: BudgetRestoreInput): Promise<{ before: Budget; after: Budget }> {
  const before = await storedBudget(tx, id);
  requireVersion(before, version);
  if (before.deletedAt === null) throw wrongState("This budget is not deleted.", id);
  await requireRoom(tx, before);
  const changes = { deletedAt: null, version: before.version + 1 };
  await tx.update(Budget, id, changes);
  return { before, after: made(Budget, { ...before, ...changes }) };
}

const restoreOfGroup = groupWrite<BudgetRestoreInput>({
  mutation: "budgetRestore",
  act: "record",
  group: { of: "budgets" },
  async work({ tx, input }) {
    const { before, after } = await bringBack(tx, input);
    return {
      type: budgetRestored,
      subjectId: before.id,
      subjectVersion: after.version,
      things: () => [{ before, after }],
    };
  },
});

async function restoreOfViewer(tx: Tx, viewer: Viewer, input: BudgetRestoreInput): Promise<string> {
  const request = requestToChange(viewer, "budgetRestore", input);
  await lockPlanner(tx, viewer.userId);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  await bringBack(tx, input);
  await lookSoon(tx, [{ userId: viewer.userId, groupId: null }]);
  await tx.remember(request, input.id);
  return input.id;
}

export const BudgetRestoreResolver = mutation({
  name: "budgetRestore",
  description:
    "Restores a deleted budget, with what had gone over and the thresholds that were told of; a group's takes a MEMBER. One's own can be restored for 30 days.",
  input: BudgetRestoreInput,
  inputDescription: "Which budget.",
  answers: [BudgetRestorePayload, NotFoundError, ForbiddenError, ConflictError],
  async write(tx, viewer, input) {
    const { userId, groupId } = await placeOf(tx, input.id);
    if (groupId !== null) return restoreOfGroup(tx, viewer, input);
    if (userId !== viewer.userId) throw notFound();
    return restoreOfViewer(tx, viewer, input);
  },
  payload: async (ctx, _answer, input) => new BudgetRestorePayload(await knownBudget(ctx, input.id)),
});
