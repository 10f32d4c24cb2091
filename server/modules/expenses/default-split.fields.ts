import DataLoader from "dataloader";
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { groupBy } from "../../kernel/group-by.js";
import type { AppContext } from "../../platform/context.js";
import { made } from "../../platform/made.js";
import type { Reader } from "../../platform/reader.js";
import { Cost } from "../../platform/schema/cost.js";
import { Group } from "../groups/group.entity.js";
import { Category } from "./category.entity.js";
import { categoryById } from "./category.loader.js";
import { Split, SplitMode, SplitPart, type StoredSplit } from "./expense.entity.js";

interface DefaultSplitRow {
  readonly groupId: string;
  readonly categoryId: string | null;
  readonly split: StoredSplit;
}

@ObjectType({ description: "How expenses are split unless somebody says otherwise; copied into each new expense." })
export class DefaultSplit {
  readonly categoryId: string | null;

  @Field(() => Split, { description: "EQUAL, PERCENTAGE or SHARES." })
  readonly split: Split;

  constructor({ categoryId, split: { mode, parts } }: DefaultSplitRow) {
    this.categoryId = categoryId;
    const lines = parts.map((part) => made(SplitPart, part));
    this.split = made(Split, { mode: SplitMode[mode], parts: lines, items: [] });
  }
}

/** The default splits of a group: the one of the group first, then by category. */
export function defaultSplitsByGroup(reader: Reader) {
  return new DataLoader<string, DefaultSplitRow[]>(async (groupIds) => {
    const rows = await reader.rows<DefaultSplitRow>(
      `select d.group_id, d.category_id, d.split from default_splits d left join categories c on c.id = d.category_id
       where d.group_id = any($1) order by c.position nulls first`,
      [groupIds],
    );
    const byGroup = groupBy(rows, (row) => row.groupId);
    return groupIds.map((groupId) => byGroup.get(groupId) ?? []);
  });
}

@Resolver(() => Group)
export class GroupDefaultSplitFields {
  @Cost(5)
  @FieldResolver(() => [DefaultSplit], {
    description:
      "How expenses are split unless somebody says otherwise: the group's own way first, then that of single categories. Nothing here changes what was recorded.",
  })
  async defaultSplits(@Root() group: Group, @Ctx() ctx: AppContext): Promise<DefaultSplit[]> {
    const rows = await ctx.loader(defaultSplitsByGroup).load(group.id);
    return rows.map((row) => new DefaultSplit(row));
  }
}

@Resolver(() => DefaultSplit)
export class DefaultSplitFields {
  @FieldResolver(() => Category, {
    nullable: true,
    description: "For expenses of this category; null: for all that have no default of their own.",
  })
  category(@Root() { categoryId }: DefaultSplit, @Ctx() ctx: AppContext): Promise<Category | null> | null {
    return categoryId === null ? null : ctx.loader(categoryById).load(categoryId);
  }
}
