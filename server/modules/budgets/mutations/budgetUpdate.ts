import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { requestToChange } from "../../../platform/requests.js";
import { MoneyInput } from "../../../platform/schema/money.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  notFound,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import { requireVersion } from "../../../platform/version.js";
import type { Tx } from "../../../platform/write.js";
import { spendingReader } from "../../analytics/spending-scope.js";
import type { Category } from "../../expenses/category.entity.js";
import { categoryFrom } from "../../expenses/expense.service.js";
import type { Group } from "../../groups/group.entity.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownBudget } from "../budget.access.js";
import { Budget, BudgetPeriod } from "../budget.entity.js";
import { budgetUpdated } from "../budget.events.js";
import {
  type BudgetTerms,
  budgetChanges,
  budgetToday,
  loadBudget,
  lockPlanner,
  placeOf,
  refuseEmptied,
  requireTerms,
  sinceOf,
  termsFrom,
} from "../budget.service.js";
import { budgetFigures } from "../budget-figures.service.js";
import { lookSoon } from "../threshold.job.js";

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

const updateOfGroup = groupWrite<BudgetUpdateInput>({
  mutation: "budgetUpdate",
  act: "record",
  group: { of: "budgets" },
  judge: ({ input, invalid }) => refuseEmptied(input, invalid),
  async work({ tx, viewer, locked, input, invalid }) {
    const { before, after, categories } = await change(tx, viewer, locked.group, input, invalid);
    return {
      type: budgetUpdated,
      subjectId: before.id,
      subjectVersion: after.version,
      changes: budgetChanges(before, after, categories),
      things: () => [{ before, after }],
    };
  },
});

async function updateOfViewer(tx: Tx, viewer: Viewer, input: BudgetUpdateInput): Promise<string> {
  const { userId } = viewer;
  const invalid = new InvalidFields();
  refuseEmptied(input, invalid);
  const request = requestToChange(viewer, "budgetUpdate", input);
  await lockPlanner(tx, userId);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  invalid.refuse();
  const { before } = await change(tx, viewer, null, input, invalid);
  await lookSoon(tx, [{ userId, groupId: null }]);
  await tx.remember(request, before.id);
  return before.id;
}

export const BudgetUpdateResolver = mutation({
  name: "budgetUpdate",
  description:
    "Changes a budget; a group's takes a MEMBER. Another limit holds from the current period on, and what has gone over so far stays; with another period, currency or category nothing goes over from before.",
  input: BudgetUpdateInput,
  inputDescription: "What to change.",
  answers: [BudgetUpdatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  async write(tx, viewer, input) {
    const { userId, groupId } = await placeOf(tx, input.id);
    if (groupId !== null) return updateOfGroup(tx, viewer, input);
    if (userId !== viewer.userId) throw notFound();
    return updateOfViewer(tx, viewer, input);
  },
  payload: async (ctx, _answer, input) => new BudgetUpdatePayload(await knownBudget(ctx, input.id)),
});
