import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { groupToday, homeToday } from "../../kernel/today.js";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { MoneyOutput } from "../../platform/schema/money.js";
import { DecimalScalar, LocalDateScalar } from "../../platform/schema/scalars.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Category } from "../expenses/category.entity.js";
import { categoryById } from "../expenses/category.loader.js";
import { shownGroup } from "../groups/group.access.js";
import { Group } from "../groups/group.entity.js";
import { User } from "../users/user.entity.js";
import { userById } from "../users/user.loader.js";
import { Budget } from "./budget.entity.js";
import { budgetsByGroup, budgetsOfUser } from "./budget.loader.js";
import { availableIn, type BudgetFigures, budgetFigures, paceOf } from "./budget-figures.service.js";

@Resolver(() => Group)
export class GroupBudgetFields {
  @Cost(5)
  @FieldResolver(() => [Budget], { description: "What the group means to spend at most, oldest first." })
  budgets(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Budget[]> {
    return ctx.loader(budgetsByGroup).load(group.id);
  }
}

@Resolver(() => User)
export class UserBudgetFields {
  @ViewersOwn()
  @Cost(5)
  @FieldResolver(() => [Budget], {
    description: "What they mean to spend themselves at most, oldest first; empty for everybody but oneself.",
  })
  budgets(@Root() user: User, @Ctx() ctx: AppContext): Promise<Budget[]> | Budget[] {
    return user.id === ctx.viewer.userId ? budgetsOfUser(ctx.reader, user.id) : [];
  }
}

/** A group's day is the group's; a person's own is that where they live. */
async function todayOf(budget: Budget, ctx: AppContext): Promise<string> {
  if (budget.groupId !== null) return groupToday(await shownGroup(ctx, budget.groupId));
  return homeToday((await ctx.loader(userById).load(budget.userId!))!);
}

async function figuresOf(budget: Budget, ctx: AppContext): Promise<BudgetFigures> {
  const today = await todayOf(budget, ctx);
  return ctx.once(["budget", budget.id, budget.version, today], () => budgetFigures(ctx, budget, today));
}

@Resolver(() => Budget)
export class BudgetFields {
  @FieldResolver(() => Group, {
    nullable: true,
    description: "Whose total counts; null where the viewer's own shares do.",
  })
  group(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<Group> | null {
    return budget.groupId === null ? null : shownGroup(ctx, budget.groupId);
  }

  @FieldResolver(() => Category, { nullable: true, description: "What it is for; null: for everything." })
  category(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<Category | null> | null {
    return budget.categoryId === null ? null : ctx.loader(categoryById).load(budget.categoryId);
  }

  @FieldResolver(() => MoneyOutput, { description: "What is to be spent at most in one period." })
  limit(@Root() budget: Budget): MoneyOutput {
    return new MoneyOutput(budget.limitMinor, budget.currency);
  }

  @Cost(5)
  @FieldResolver(() => LocalDateScalar, { nullable: true, description: "The first day of the current period." })
  async from(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<string> {
    return (await figuresOf(budget, ctx)).period.from;
  }

  @Cost(5)
  @FieldResolver(() => LocalDateScalar, { nullable: true, description: "The last day of the current period." })
  async to(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<string> {
    return (await figuresOf(budget, ctx)).period.to;
  }

  @Cost(50)
  @FieldResolver(() => MoneyOutput, {
    description: "What positive expenses of the current period come to: the viewer's shares, or the group's total.",
  })
  async spent(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<MoneyOutput> {
    return new MoneyOutput((await figuresOf(budget, ctx)).spent, budget.currency);
  }

  @Cost(50)
  @FieldResolver(() => MoneyOutput, {
    description:
      "What has gone over from earlier periods: what was left of them, or, below zero, was spent beyond them; zero without `rollOver`. It goes over from the period in which the budget was made, or was made another one.",
  })
  async carried(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<MoneyOutput> {
    return new MoneyOutput((await figuresOf(budget, ctx)).carried, budget.currency);
  }

  @Cost(50)
  @FieldResolver(() => MoneyOutput, {
    description: "`limit` and `carried` without `spent`; below zero where it is exceeded.",
  })
  async left(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<MoneyOutput> {
    const figures = await figuresOf(budget, ctx);
    return new MoneyOutput(availableIn(budget, figures) - figures.spent, budget.currency);
  }

  @Cost(50)
  @FieldResolver(() => DecimalScalar, {
    description:
      "The part of `limit` and `carried` that is spent, by the part of the days that have begun, to two decimals: above 1 it goes faster than the time.",
  })
  async pace(@Root() budget: Budget, @Ctx() ctx: AppContext): Promise<string> {
    return paceOf(budget, await figuresOf(budget, ctx), await todayOf(budget, ctx));
  }
}
