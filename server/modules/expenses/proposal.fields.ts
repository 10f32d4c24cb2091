import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { ViewersOwn } from "../../platform/schema/viewers-own.js";
import { Group } from "../groups/group.entity.js";
import { Category } from "./category.entity.js";
import { categoryById } from "./category.loader.js";
import { Expense } from "./expense.entity.js";
import { lastEnteredByGroup, TITLES_MAX, titlesByGroup } from "./proposal.loader.js";

@ObjectType({ description: "What an expense of the group was called, and what it was for." })
export class TitledCategory {
  readonly categoryId!: string;

  @Field({ description: "As it was entered; no title is here twice." })
  readonly title!: string;
}

/** What a form for a new expense proposes. */
@Resolver(() => Group)
export class GroupProposalFields {
  @Cost(5)
  @ViewersOwn()
  @FieldResolver(() => Expense, {
    nullable: true,
    description:
      "The expense that the viewer entered last here, by hand and not deleted: whom, how and in which currency a form proposes.",
  })
  viewerLastExpense(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Expense | null> {
    return ctx.loader(lastEnteredByGroup).load(group.id);
  }

  @Cost(TITLES_MAX)
  @FieldResolver(() => [TitledCategory], {
    description:
      "The titles of the group's hundred newest expenses (incurredOn, then id), newest first, each with the category that it had last: from which a form guesses the next one's.",
  })
  titledCategories(@Root() group: Group, @Ctx() ctx: AppContext): Promise<TitledCategory[]> {
    return ctx.loader(titlesByGroup).load(group.id);
  }
}

@Resolver(() => TitledCategory)
export class TitledCategoryFields {
  @FieldResolver(() => Category, { description: "What it was for." })
  async category(@Root() { categoryId }: TitledCategory, @Ctx() ctx: AppContext): Promise<Category> {
    return (await ctx.loader(categoryById).load(categoryId))!;
  }
}
