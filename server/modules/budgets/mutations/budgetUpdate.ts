import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { MoneyInput } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { spendingReader } from "../../analytics/spending-scope.js";
import type { Category } from "../../expenses/category.entity.js";
import { categoryFrom } from "../../expenses/expense.service.js";
import type { Group } from "../../groups/group.entity.js";
import { knownBudget } from "../budget.access.js";
import { Budget, BudgetPeriod } from "../budget.entity.js";
import { budgetUpdated } from "../budget.events.js";
import {
  type BudgetTerms,
  budgetChanges,
  budgetToday,
  loadBudget,
  refuseEmptied,
  requireTerms,
  sinceOf,
  termsFrom,
} from "../budget.service.js";
import { budgetFigures } from "../budget-figures.service.js";
import { budgetWrite } from "../budget-write.js";

@InputType({ description: "What to change of a budget; what is left out stays." })
export class BudgetUpdateInput {
  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @Field(() => ID, { description: "Of the budget." })
  id!: string;

  @Field(() => Int, { description: "The version that the person saw." })
  version!: number;

  @Field(() => ID, { nullable: true, description: "For what; null: for everything." })
  categoryId?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: "What is to be spent at most in a period; above zero." })
  limit?: MoneyInput | null;

  @Field(() => BudgetPeriod, { nullable: true, description: "For which days." })
  period?: BudgetPeriod | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "The first day of a RANGE; others have none." })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "The last day of a RANGE; at most ten years." })
  to?: string | null;

  @Field(() => [Int], { nullable: true, description: "At how many percent people are told, 1 to 1000, at most ten." })
  thresholds?: number[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether what is left of a period goes over to the next." })
  rollOver?: boolean | null;
}

@ObjectType({ description: "The budget was changed." })
export class BudgetUpdatePayload {
  @Field(() => Budget, { description: "The budget as it is now." })
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }
}

interface Changed {
  readonly before: Budget;
  readonly after: Budget;
  readonly categories: { readonly before: Category | null; readonly after: Pick<Category, "id" | "name"> | null };
}

/** Writes the change; whose budget it is must be locked. */
async function change(
  tx: Tx,
  { userId }: Viewer,
  group: Group | null,
  input: BudgetUpdateInput,
  invalid: InvalidFields,
): Promise<Changed> {
  const before = await loadBudget(tx, input.id);
  requireVersion(before, input.version);
  const categoryId = input.categoryId === undefined ? before.categoryId : input.categoryId;
  const entered = termsFrom(input, before, invalid);
  const category = await requireTerms(tx, entered, categoryId, before.groupId, invalid);
  const was = before.categoryId === null ? null : await categoryFrom(tx, before.categoryId, invalid);
  invalid.refuse();
  const terms = { ...entered, categoryId: category?.id ?? null };
  const today = await budgetToday(tx, group, userId);
  const after = made(Budget, {
    ...before,
    ...terms,
    ...(await goesOver(tx, userId, before, terms, today)),
    version: before.version + 1,
  });
  const { id: _, ...fields } = after;
  await tx.update(Budget, before.id, fields);
  return { before, after, categories: { before: was as Category | null, after: category } };
}

/**
 * From when on what is left goes over: another limit keeps what has gone over so far and holds from this period on;
 * another kind of budget begins anew.
 */
async function goesOver(
  tx: Tx,
  userId: string,
  before: Budget,
  terms: BudgetTerms,
  today: string,
): Promise<Pick<Budget, "since" | "carriedBefore">> {
  const isSame =
    terms.rollOver === before.rollOver &&
    terms.period === before.period &&
    terms.currency === before.currency &&
    terms.categoryId === before.categoryId &&
    terms.fromDay === before.fromDay &&
    terms.toDay === before.toDay;
  if (!isSame) return { since: sinceOf(terms, today), carriedBefore: "0" };
  const { since, carriedBefore } = before;
  if (terms.limitMinor === before.limitMinor) return { since, carriedBefore };
  const { carried, period } = await budgetFigures(spendingReader(tx, userId), before, today);
  return { since: period.from, carriedBefore: String(carried) };
}

const updateBudget = budgetWrite<BudgetUpdateInput>({
  mutation: "budgetUpdate",
  type: budgetUpdated,
  mayPassThreshold: true,
  judge: refuseEmptied,
  async work(tx, viewer, group, input, invalid) {
    const { before, after, categories } = await change(tx, viewer, group, input, invalid);
    return { before, after, changes: budgetChanges(before, after, categories) };
  },
});

export const BudgetUpdateResolver = mutation({
  name: "budgetUpdate",
  description:
    "Changes a budget; a group's takes a MEMBER. Another limit holds from the current period on, and what has gone over so far stays; with another period, currency or category nothing goes over from before.",
  input: BudgetUpdateInput,
  inputDescription: "What to change.",
  answers: [BudgetUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: updateBudget,
  payload: async (ctx, _answer, input) => new BudgetUpdatePayload(await knownBudget(ctx, input.id)),
});
