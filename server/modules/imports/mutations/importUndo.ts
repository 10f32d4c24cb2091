import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { groupBy } from "../../../kernel/group-by.js";
import type { AppContext, Viewer } from "../../../platform/context.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import {
  ConflictError,
  ForbiddenError,
  forbidden,
  NotFoundError,
  resultOf,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { MemberRole } from "../../groups/member.entity.js";
import { type Entry, reversalOf } from "../../ledger/entry.js";
import { postEntries } from "../../ledger/ledger.service.js";
import { knownImport, lockImport } from "../import.access.js";
import { Import, ImportState } from "../import.entity.js";

@InputType({
  description:
    "Takes back what the import made. A group that it made stays, with its members, without the import's entries.",
})
export class ImportUndoInput {
  @Field(() => ID, { description: "Of the import." })
  id!: string;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The import was taken back." })
export class ImportUndoPayload {
  @Field(() => Import, { description: "The import as it is now; `kept` says what people had changed." })
  readonly import: Import;

  constructor(undone: Import) {
    this.import = undone;
  }
}

const ImportUndoResult = resultOf("ImportUndoResult", ImportUndoPayload, NotFoundError, ForbiddenError, ConflictError);

@Resolver()
export class ImportUndoResolver {
  @Mutation(() => ImportUndoResult, {
    description:
      "Takes back what an import made, but for what people changed since; by an ADMIN or by who imported it.",
  })
  async importUndo(
    @Arg("input", { description: "Which import." }) input: ImportUndoInput,
    @Ctx() ctx: AppContext,
  ): Promise<typeof ImportUndoResult> {
    const { viewer } = ctx;
    await ctx.write((tx) => undoImport(tx, viewer, input), {
      dryRun: input.dryRun === true,
      patience: "bulk",
    });
    return new ImportUndoPayload(await knownImport(ctx, input.id));
  }
}

/** Also used by the command line. */
export async function undoImport(tx: Tx, viewer: Viewer, input: ImportUndoInput): Promise<void> {
  const { found, locked } = await lockImport(tx, viewer, input.id);
  if (found.state === ImportState.PREVIEWED) throw wrongState("This import was not committed.", found.id);
  const { viewerMember, group } = locked!;
  if (viewerMember.role !== MemberRole.ADMIN && found.userId !== viewer.userId) {
    throw forbidden("Only an admin, or the one who imported it, can take an import back.");
  }
  if (found.state === ImportState.UNDONE) return;

  const groupId = found.groupId!;
  const { untouched, kept } = await subjectsOf(tx, found.id);
  const reversals = (await entriesOf(tx, groupId, untouched)).map(reversalOf);
  const eventSeq = await tx.record({
    type: "import.undone",
    groupId,
    actorId: viewerMember.id,
    subjectId: found.id,
    changes: [
      { field: "fileName", before: found.fileName, after: null },
      { field: "kept", before: null, after: String(kept.length) },
    ],
  });
  await postEntries(tx, group, eventSeq, reversals);
  await takeBack(tx, untouched);
  await tx.run("update imports set state = 'UNDONE', kept_ids = $2 where id = $1", [found.id, kept]);
  await tx.run("update import_rows set undone = true where import_id = $1 and not subject_ids && $2", [found.id, kept]);
  if (!found.madeGroup) await withdrawMembers(tx, groupId, found.id);
}

interface Subjects {
  readonly untouched: readonly string[];
  /** What people have changed, deleted or restored since; theirs goes before ours. */
  readonly kept: readonly string[];
}

async function subjectsOf(tx: Tx, importId: string): Promise<Subjects> {
  const rows = await tx.rows<{ id: string; untouched: boolean }>(
    `select id, version = 1 and deleted_at is null as untouched from expenses where import_id = $1
     union all
     select id, version = 1 and status = 'CONFIRMED' as untouched from settlements where import_id = $1
     order by id`,
    [importId],
  );
  const idsWhere = (untouched: boolean) => rows.filter((row) => row.untouched === untouched).map(({ id }) => id);
  return { untouched: idsWhere(true), kept: idsWhere(false) };
}

/** What the subjects have posted; each has done so once, as nobody has touched it. */
async function entriesOf(tx: Tx, groupId: string, subjectIds: readonly string[]): Promise<Entry[]> {
  const rows = await tx.rows<{
    subjectId: string;
    memberId: string;
    currency: string;
    amount: bigint;
    effectiveOn: string;
  }>(
    `select subject_id, member_id, currency, amount, effective_on from postings
     where group_id = $1 and subject_id = any($2) order by subject_id, member_id`,
    [groupId, subjectIds],
  );
  return [...groupBy(rows, (row) => row.subjectId)].map(([subjectId, postings]) => ({
    subjectId,
    currency: postings[0]!.currency,
    effectiveOn: postings[0]!.effectiveOn,
    reversal: false,
    nets: postings.map(({ memberId, amount }) => ({ memberId, minor: amount })),
  }));
}

async function takeBack(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run("update expenses set deleted_at = now(), updated_at = now(), version = version + 1 where id = any($1)", [
    ids,
  ]);
  await tx.run("update settlements set status = 'CANCELLED', version = version + 1 where id = any($1)", [ids]);
}

/**
 * Whom the import brought into a group that was there before leaves with it: unless the person has an account by now,
 * is invited, or is named by anything that counts.
 */
async function withdrawMembers(tx: Tx, groupId: string, importId: string): Promise<void> {
  const rows = await tx.rows<{ id: string }>(
    `update members m set left_at = clock_timestamp()
     from import_people p
     where p.import_id = $2 and p.member_id = m.id and p.made_member and m.group_id = $1
       and m.user_id is null and m.left_at is null
       and not exists (select from balances b where b.group_id = $1 and b.member_id = m.id and b.net <> 0)
       and not exists (select from invites i where i.member_id = m.id and i.revoked_at is null and i.expires_at > now())
       and not exists (
         select from expenses e where e.deleted_at is null and e.group_id = $1 and (
           exists (select from expense_payers x where x.expense_id = e.id and x.member_id = m.id)
           or exists (select from expense_shares x where x.expense_id = e.id and x.member_id = m.id)))
       and not exists (
         select from settlements s where s.group_id = $1 and s.status in ('PENDING', 'CONFIRMED')
           and m.id in (s.from_member_id, s.to_member_id))
     returning m.id`,
    [groupId, importId],
  );
  await tx.run("update import_people set withdrawn = true where import_id = $1 and member_id = any($2)", [
    importId,
    rows.map(({ id }) => id),
  ]);
}
