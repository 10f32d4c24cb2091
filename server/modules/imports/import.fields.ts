import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { AppContext } from "../../platform/context.js";
import { Cost } from "../../platform/schema/cost.js";
import { Node } from "../../platform/schema/node.js";
import { Group } from "../groups/group.entity.js";
import { groupForViewer, memberById } from "../groups/group.loader.js";
import { Member } from "../groups/member.entity.js";
import { visibleImport } from "./import.access.js";
import {
  Import,
  ImportChange,
  ImportGone,
  ImportPerson,
  ImportProblem,
  ImportQuestion,
  ImportQuestionKind,
  ImportTotal,
  ImportUnknownPayers,
} from "./import.entity.js";
import { importsByGroup, peopleByImport, storedList } from "./import.loader.js";

@Resolver(() => Import)
export class ImportFields {
  @Query(() => Import, {
    nullable: true,
    description: "An import of the viewer's own, or into one of their groups; null for every other id.",
  })
  import(@Arg("id", () => ID, { description: "Of the import." }) id: string, @Ctx() ctx: AppContext) {
    return visibleImport(ctx, id);
  }

  @FieldResolver(() => Group, {
    nullable: true,
    description: "The group it goes, or went, into; null before a new one is made.",
  })
  into(@Root() found: Import, @Ctx() ctx: AppContext): Promise<Group | null> | null {
    return found.groupId === null ? null : ctx.loader(groupForViewer).load(found.groupId);
  }

  @Cost(10)
  @FieldResolver(() => [ImportPerson], { description: "Everybody whom the file names, in its order." })
  people(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportPerson[]> {
    return ctx.loader(peopleByImport).load(found.id);
  }

  @Cost(10)
  @FieldResolver(() => [ImportTotal], {
    description: "For every currency and person what the file's rows add up to, beside what the file says.",
  })
  async totals(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportTotal[]> {
    return (await storedList(ctx, found, "totals")).map((total) => new ImportTotal(total));
  }

  @Cost(1)
  @FieldResolver(() => [ImportQuestion], {
    description: "What must be answered before a commit, by starting again with the answers; mostly nothing.",
  })
  async questions(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportQuestion[]> {
    return (await storedList(ctx, found, "questions")).map(
      (question) => ({ kind: ImportQuestionKind.DAY_ORDER, ...question }) as ImportQuestion,
    );
  }

  @Cost(3)
  @FieldResolver(() => [ImportUnknownPayers], {
    description: "For each currency the rows of which nobody can say who paid, and what that does to the totals.",
  })
  async unknownPayers(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportUnknownPayers[]> {
    return (await storedList(ctx, found, "unknownPayers")).map((rows) => new ImportUnknownPayers(rows));
  }

  @Cost(10)
  @FieldResolver(() => [ImportGone], {
    description:
      "Rows that earlier imports of the same export made, and that this file no longer has; a commit with `takeBack` takes them back.",
  })
  async gone(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportGone[]> {
    return (await storedList(ctx, found, "gone")).map((row) => new ImportGone(row));
  }

  @Cost(10)
  @FieldResolver(() => [ImportChange], {
    description:
      "Rows that earlier imports made and that look changed; with `replace`, a commit puts the new ones in their place.",
  })
  async changed(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportChange[]> {
    return (await storedList(ctx, found, "changed")).map((row) => new ImportChange(row));
  }

  @Cost(10)
  @FieldResolver(() => [ImportProblem], {
    description:
      "Every row that is not imported, or not as it stands, in the order of the file; and closing balances that the group will not have.",
  })
  async problems(@Root() found: Import, @Ctx() ctx: AppContext): Promise<ImportProblem[]> {
    return [...(await storedList(ctx, found, "problems"))];
  }

  @Cost(20)
  @FieldResolver(() => [Node], {
    description: "Expenses and settlements that an undo kept, because people changed them since; empty before an undo.",
  })
  async kept(@Root() found: Import, @Ctx() ctx: AppContext): Promise<Node[]> {
    const nodes = await Promise.all((await storedList(ctx, found, "keptIds")).map((id) => ctx.services.node(ctx, id)));
    return nodes.filter((node) => node !== null);
  }
}

@Resolver(() => ImportPerson)
export class ImportPersonFields {
  @FieldResolver(() => Member, { nullable: true, description: "Whom this person would become; null: a new member." })
  member(@Root() person: ImportPerson, @Ctx() ctx: AppContext): Promise<Member> | null {
    return person.memberId === null ? null : ctx.loader(memberById).load(person.memberId);
  }
}

@Resolver(() => Group)
export class GroupImportFields {
  @Cost(10)
  @FieldResolver(() => [Import], {
    description: "What was imported into this group, newest first, undone imports included.",
  })
  imports(@Root() group: Group, @Ctx() ctx: AppContext): Promise<Import[]> {
    return ctx.loader(importsByGroup).load(group.id);
  }
}
