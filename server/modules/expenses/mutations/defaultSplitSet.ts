import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { requestToChange } from "../../../platform/requests.js";
import { Cost } from "../../../platform/schema/cost.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  InvalidFields,
  InvalidInputError,
  invalidField,
  NotFoundError,
} from "../../../platform/schema/refusals.js";
import { LocalDateScalar } from "../../../platform/schema/scalars.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup, type LockedGroup, lockGroup } from "../../groups/group.access.js";
import { Group } from "../../groups/group.entity.js";
import { defaultSplitsByGroup } from "../default-split.fields.js";
import { follows, requireDefault } from "../default-split.js";
import { Expense, type StoredSplit } from "../expense.entity.js";
import { defaultSplitSet } from "../expense.events.js";
import { expenseForViewer } from "../expense.loader.js";
import { categoryFrom, requireMembers } from "../expense.service.js";
import { SplitInput } from "../split.input.js";
import { splitFrom, storedFrom } from "../split.js";
import { updateExpense } from "./expenseUpdate.js";

/** Expenses that one change of a default can split anew. */
export const RESPLIT_MAX = 200;

@InputType({ description: "How expenses of a group are split from now on, unless somebody says otherwise." })
export class DefaultSplitSetInput {
  @Field(() => ID, { description: "Of the group." })
  groupId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "For expenses of this category; without it for all that have no default of their own.",
  })
  categoryId?: string | null;

  @Field(() => SplitInput, {
    nullable: true,
    description: "EQUAL, PERCENTAGE or SHARES; without it there is no default of its own any more.",
  })
  split?: SplitInput | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      "Also split anew the expenses incurred on or after this day that were split as the default said before (or, where there was none, equally among everybody), at most 200; not those that somebody bears who has left. Without it only new expenses follow.",
  })
  resplitSince?: string | null;

  @Field(() => String, { nullable: true, description: "The same request id and input within 7 days is one effect." })
  requestId?: string | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The default was set." })
export class DefaultSplitSetPayload {
  @Field(() => Group, { description: "The group as it is now." })
  readonly group: Group;

  @Cost(20)
  @Field(() => [Expense], { description: "The expenses that were split anew, newest first." })
  readonly resplit: readonly Expense[];

  constructor(group: Group, resplit: readonly Expense[]) {
    this.group = group;
    this.resplit = resplit;
  }
}

/** Answers the ids of the expenses that were split anew. */
async function setDefaultSplit(tx: Tx, viewer: Viewer, input: DefaultSplitSetInput): Promise<string[]> {
  const invalid = new InvalidFields();
  const split = input.split ? splitFrom(input.split, invalid) : null;
  if (split) requireDefault(split, invalid);
  if (!split && input.resplitSince) {
    invalid.add(["resplitSince"], "NOT_ALLOWED", "Without a default there is nothing to split anew by.");
  }
  const request = requestToChange(viewer, "defaultSplitSet", input);
  const locked = await lockGroup(tx, viewer, input.groupId, "record", request);
  if (locked.earlier) return [...(await tx.answerOf(request))!.answerIds];
  invalid.refuse();
  if (split) requireMembers(locked, { split }, new Set(), invalid);
  const category = input.categoryId ? await categoryFrom(tx, input.categoryId, invalid) : null;
  invalid.refuse();

  const previous = await previousFor(tx, locked.group.id, category?.id ?? null);
  await store(tx, locked.group.id, category?.id ?? null, split && storedFrom(split));
  await tx.record({
    type: defaultSplitSet,
    groupId: locked.group.id,
    actorId: locked.viewerMember.id,
    subjectId: locked.group.id,
    changes: [
      ...(category ? [{ field: "category", before: null, after: { id: category.id, title: category.name } }] : []),
      { field: "splitMode", before: previous.own?.mode ?? null, after: split?.mode ?? null },
    ],
    things: () => [{ before: previous.own, after: split && storedFrom(split) }],
  });
  const expenses = input.resplitSince
    ? await followers(tx, locked, category?.id ?? null, previous.said, input.resplitSince)
    : [];
  for (const { id, version } of expenses) await updateExpense(tx, viewer, { id, version, split: input.split! });
  const resplitIds = expenses.map(({ id }) => id);
  await tx.remember(request, locked.group.id, resplitIds);
  return resplitIds;
}

interface Previous {
  /** The default of just this category, or of the group. */
  readonly own: StoredSplit | null;
  /** What applied so far: its own, or else the group's. */
  readonly said: StoredSplit | null;
}

async function previousFor(tx: Tx, groupId: string, categoryId: string | null): Promise<Previous> {
  const rows = await defaultSplitsByGroup(tx).load(groupId);
  const own = rows.find((row) => row.categoryId === categoryId)?.split ?? null;
  return { own, said: own ?? rows.find((row) => row.categoryId === null)?.split ?? null };
}

async function store(tx: Tx, groupId: string, categoryId: string | null, split: StoredSplit | null): Promise<void> {
  if (!split) {
    await tx.run("delete from default_splits where group_id = $1 and category_id is not distinct from $2", [
      groupId,
      categoryId,
    ]);
    return;
  }
  await tx.run(
    `insert into default_splits (group_id, category_id, split) values ($1, $2, $3)
     on conflict (group_id, category_id) do update set split = excluded.split`,
    [groupId, categoryId, JSON.stringify(split)],
  );
}

/** The expenses that follow what was said so far, newest first; more than can be split anew at once are refused. */
async function followers(
  tx: Tx,
  locked: LockedGroup,
  categoryId: string | null,
  said: StoredSplit | null,
  since: string,
): Promise<{ id: string; version: number }[]> {
  const rows = await tx.rows<{ id: string; version: number; split: StoredSplit }>(
    `select id, version, split from expenses e
     where group_id = $1 and incurred_on >= $2 and deleted_at is null and split->>'mode' = $4
       -- Nobody's balance moves who is not there to see it.
       and not exists (
         select from expense_shares s join members m on m.group_id = e.group_id and m.id = s.member_id
         where s.group_id = e.group_id and s.expense_id = e.id and m.left_at is not null)
       and case when $3::text is null
         then not exists (select from default_splits d where d.group_id = $1 and d.category_id = e.category_id)
         else e.category_id = $3 end
     order by incurred_on desc, id desc`,
    [locked.group.id, since, categoryId, said?.mode ?? "EQUAL"],
  );
  const presentIds = locked.present.map((member) => member.id);
  const following = rows.filter(({ split }) => follows(split, said, presentIds));
  if (following.length > RESPLIT_MAX) {
    throw invalidField(
      ["resplitSince"],
      "OUT_OF_RANGE",
      `${following.length} expenses would be split anew, and at most ${RESPLIT_MAX} can be: choose a later day.`,
    );
  }
  return following;
}

export const DefaultSplitSetResolver = mutation({
  name: "defaultSplitSet",
  description:
    "Sets how expenses are split unless somebody says otherwise. The default is copied into each expense, so that a new one changes nothing that was recorded, unless that is asked for. By any MEMBER.",
  input: DefaultSplitSetInput,
  inputDescription: "The default.",
  answers: [DefaultSplitSetPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  write: setDefaultSplit,
  payload: async (ctx, ids, input) => {
    const expenses = await ctx.loader(expenseForViewer).loadMany(ids);
    const resplit = expenses.filter((expense) => expense instanceof Expense);
    return new DefaultSplitSetPayload(await knownGroup(ctx, input.groupId), resplit);
  },
});
