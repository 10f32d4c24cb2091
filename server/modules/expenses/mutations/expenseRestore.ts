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

const ExpenseRestoreResult = resultOf(
  "ExpenseRestoreResult",
  ExpenseRestorePayload,
  NotFoundError,
  ForbiddenError,
  ConflictError,
);

@Resolver()
export class ExpenseRestoreResolver {
  @Mutation(() => ExpenseRestoreResult, { description: "Restores a deleted expense, and what it did to the balances." })
  async expenseRestore(
    @Arg("input", { description: "Which expense." }) input: ExpenseRestoreInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ExpenseRestoreResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => restoreExpense(tx, viewer, input), { dryRun: input.dryRun === true });
    return new ExpenseRestorePayload(await knownExpense(ctx, input.id));
  }
}

async function restoreExpense(tx: Tx, viewer: Viewer, input: ExpenseRestoreInput): Promise<void> {
  const request = requestToChange(viewer, "expenseRestore", input);
  const locked = await lockGroupOf(tx, viewer, "expenses", input.id, "MEMBER", request);
  if (locked.earlier) return;
  const before = await loadExpense(tx, input.id);
  requireVersion(before, input.version);
  if (before.deletedAt === null) throw wrongState("This expense is not deleted.", before.id);

  await tx.run("update expenses set deleted_at = null, version = version + 1, updated_at = now() where id = $1", [
    before.id,
  ]);
  const eventSeq = await tx.record({
    type: "expense.restored",
    groupId: before.groupId,
    actorId: locked.viewerMember.id,
    subjectId: before.id,
  });
  await repost(tx, locked, eventSeq, null, before);
  await tx.remember(request, before.id);
}
