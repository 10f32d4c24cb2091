import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import { made } from "../../../platform/made.js";
import { requestToCreate } from "../../../platform/requests.js";
import { newIdFrom } from "../../../platform/schema/ids.js";
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
import type { Tx } from "../../../platform/write.js";
import { groupWrite } from "../../groups/group-write.js";
import { knownBudget } from "../budget.access.js";
import { Budget, BudgetPeriod } from "../budget.entity.js";
import { budgetCreated } from "../budget.events.js";
import {
  type BudgetTerms,
  budgetChanges,
  budgetToday,
  lockPlanner,
  requireRoom,
  requireTerms,
  sinceOf,
  THRESHOLDS_DEFAULT,
  termsFrom,
} from "../budget.service.js";
import { lookSoon } from "../threshold.job.js";

@InputType({ description: "A new budget: of the viewer's own shares or, with a group, of what that spends." })
export class BudgetCreateInput {
  @Field(() => ID, { nullable: true, description: "Made by the client; sending it twice makes one budget." })
  id?: string | null;

  @Field(() => ID, { nullable: true, description: "Whose total counts; without it the viewer's shares in all groups." })
  groupId?: string | null;

  @Field(() => ID, { nullable: true, description: "For what; without it for everything." })
  categoryId?: string | null;

  @Field(() => MoneyInput, { description: "What is to be spent at most in a period; above zero." })
  limit!: MoneyInput;

  @Field(() => BudgetPeriod, { description: "For which days." })
  period!: BudgetPeriod;

  @Field(() => LocalDateScalar, { nullable: true, description: "The first day of a RANGE; others have none." })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: "The last day of a RANGE; at most ten years." })
  to?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description: "At how many percent people are told, 1 to 1000, at most ten; 80 and 100 where it is left out.",
  })
  thresholds?: number[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Whether what is left of a period goes over to the next; a RANGE has none.",
  })
  rollOver?: boolean | null;
}

@ObjectType({ description: "The budget was made." })
export class BudgetCreatePayload {
  @Field(() => Budget, { description: "The new budget." })
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }
}

/** What is not entered of a new one. */
const NOTHING: BudgetTerms = {
  categoryId: null,
  limitMinor: 0n,
  currency: "",
  period: BudgetPeriod.MONTH,
  fromDay: null,
  toDay: null,
  thresholds: [...THRESHOLDS_DEFAULT],
  rollOver: false,
};

function formFrom(input: BudgetCreateInput, invalid: InvalidFields): BudgetTerms {
  newIdFrom("bud", input.id, invalid);
  return termsFrom(input, NOTHING, invalid);
}

function newBudget(id: string, whose: Pick<Budget, "userId" | "groupId">, terms: BudgetTerms, today: string): Budget {
  const since = sinceOf(terms, today);
  const nothing = { carriedBefore: "0", version: 1, createdAt: new Date(), deletedAt: null };
  return made(Budget, { id, ...whose, ...terms, since, ...nothing });
}

const createForGroup = groupWrite<BudgetCreateInput, BudgetTerms>({
  mutation: "budgetCreate",
  act: "record",
  group: ({ groupId }) => groupId!,
  creates: "budgets",
  form: formFrom,
  async work({ tx, viewer, locked, input, form, invalid }) {
    const groupId = locked.group.id;
    const category = await requireTerms(tx, form, input.categoryId, groupId, invalid);
    invalid.refuse();
    const whose = { userId: null, groupId };
    await requireRoom(tx, whose);
    const terms = { ...form, categoryId: category?.id ?? null };
    const today = await budgetToday(tx, locked.group, viewer.userId);
    const budget = newBudget(input.id ?? newId("bud"), whose, terms, today);
    await tx.insert(Budget, budget);
    return {
      type: budgetCreated,
      subjectId: budget.id,
      subjectVersion: 1,
      changes: budgetChanges(null, terms, { before: null, after: category }),
      things: () => [{ before: null, after: budget }],
    };
  },
});

async function createForViewer(tx: Tx, { userId }: Viewer, input: BudgetCreateInput): Promise<string> {
  const invalid = new InvalidFields();
  const form = formFrom(input, invalid);
  const request = requestToCreate({ userId }, "budgetCreate", "budgets", input);
  await lockPlanner(tx, userId);
  const earlier = await tx.replayOf(request);
  if (earlier !== null) return earlier;
  invalid.refuse();
  const category = await requireTerms(tx, form, input.categoryId, null, invalid);
  invalid.refuse();
  const whose = { userId, groupId: null };
  await requireRoom(tx, whose);
  const terms = { ...form, categoryId: category?.id ?? null };
  const budget = newBudget(input.id ?? newId("bud"), whose, terms, await budgetToday(tx, null, userId));
  await tx.insert(Budget, budget);
  await lookSoon(tx, [whose]);
  await tx.remember(request, budget.id);
  return budget.id;
}

export const BudgetCreateResolver = mutation({
  name: "budgetCreate",
  description:
    "Makes a budget. A group's takes a MEMBER and is an event of the group; one's own is nobody else's to see. At most 50 of each.",
  input: BudgetCreateInput,
  inputDescription: "The budget.",
  answers: [BudgetCreatePayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: (tx, viewer, input) =>
    (input.groupId ?? null) === null ? createForViewer(tx, viewer, input) : createForGroup(tx, viewer, input),
  payload: async (ctx, id) => new BudgetCreatePayload(await knownBudget(ctx, id)),
});
