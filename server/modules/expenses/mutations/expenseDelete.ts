import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { requestToChange } from "../../../platform/requests.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { lockGroupOf } from "../../groups/group.access.js";
import { knownExpense } from "../expense.access.js";
import { Expense } from "../expense.entity.js";
import { loadExpense, repost } from "../expense.service.js";

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

const ExpenseDeleteResult = resultOf(
  "ExpenseDeleteResult",
  ExpenseDeletePayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class ExpenseDeleteResolver {
  @Mutation(() => ExpenseDeleteResult, {
    description: "Deletes an expense: what it did to the balances is taken back. It can be restored.",
  })
  async expenseDelete(
    @Arg("input", { description: "Which expense." }) input: ExpenseDeleteInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ExpenseDeleteResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => deleteExpense(tx, viewer, input), { dryRun: input.dryRun === true });
    return new ExpenseDeletePayload(await knownExpense(ctx, input.id));
  }
}

async function deleteExpense(tx: Tx, viewer: Viewer, input: ExpenseDeleteInput): Promise<void> {
  const request = requestToChange(viewer, "expenseDelete", input);
  const locked = await lockGroupOf(tx, viewer, "expenses", input.id, "MEMBER", request);
  if (locked.earlier) return;
  const before = await loadExpense(tx, input.id);
  requireVersion(before, input.version);
  if (before.deletedAt !== null) throw wrongState("This expense is deleted already.", before.id);

  await tx.run("update expenses set deleted_at = now(), version = version + 1, updated_at = now() where id = $1", [
    before.id,
  ]);
  const eventSeq = await tx.record({
    type: "expense.deleted",
    groupId: before.groupId,
    actorId: locked.viewerMember.id,
    subjectId: before.id,
  });
  await repost(tx, locked, eventSeq, before, null);
  await tx.remember(request, before.id);
}
