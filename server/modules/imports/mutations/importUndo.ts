import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Viewer } from "../../../platform/actor.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  forbidden,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { isAdmin } from "../../groups/rights.js";
import { type GivenBack, giveBackRows, withdrawSubjects } from "../earlier-rows.service.js";
import { knownImport, lockImport } from "../import.access.js";
import { Import, ImportState } from "../import.entity.js";
import { importUndone } from "../import.events.js";

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

/** Also used by the command line. */
export async function undoImport(tx: Tx, viewer: Viewer, input: ImportUndoInput): Promise<void> {
  const { found, locked } = await lockImport(tx, viewer, input.id);
  if (found.state === ImportState.PREVIEWED) throw wrongState("This import was not committed.", found.id);
  const { viewerMember, group } = locked!;
  if (!isAdmin(viewerMember) && found.userId !== viewer.userId) {
    throw forbidden("Only an admin, or the one who imported it, can take an import back.");
  }
  if (found.state === ImportState.UNDONE) return;

  const groupId = found.groupId!;
  const { untouched, kept } = await subjectsOf(tx, found.id);
  let givenBack: GivenBack = { restored: [], kept: [] };
  const eventSeq = await tx.record({
    type: importUndone,
    groupId,
    actorId: viewerMember.id,
    subjectId: found.id,
    changes: [
      { field: "fileName", before: found.fileName, after: null },
      { field: "kept", before: null, after: String(kept.length) },
    ],
    things: () => [{ before: { subjectIds: untouched }, after: { subjectIds: givenBack.restored } }],
  });
  await withdrawSubjects(tx, group, eventSeq, untouched);
  await tx.run(
    `update import_rows set undone = true, version = version + 1
     where import_id = $1 and not undone and not subject_ids && $2`,
    [found.id, kept],
  );
  givenBack = await giveBackRows(tx, group, eventSeq, found.id, kept);
  await tx.run("update imports set state = 'UNDONE', kept_ids = $2 where id = $1", [
    found.id,
    [...kept, ...givenBack.kept],
  ]);
  if (!found.madeGroup) await withdrawMembers(tx, groupId, found.id);
}

interface Subjects {
  readonly untouched: readonly string[];
  /** What people have changed, deleted or restored since; theirs goes before ours. */
  readonly kept: readonly string[];
}

/** What the import made, but for what a later import has taken back and nobody restored. */
async function subjectsOf(tx: Tx, importId: string): Promise<Subjects> {
  const rows = await tx.rows<{ id: string; untouched: boolean }>(
    `with own as (
       select unnest(subject_ids) as id, version, undone from import_rows where import_id = $1)
     select e.id, e.version = own.version and e.deleted_at is null as untouched
     from own join expenses e on e.id = own.id where not own.undone or e.deleted_at is null
     union all
     select s.id, s.version = own.version and s.status = 'CONFIRMED' as untouched
     from own join settlements s on s.id = own.id where not own.undone
     order by id`,
    [importId],
  );
  const idsWhere = (untouched: boolean) => rows.filter((row) => row.untouched === untouched).map(({ id }) => id);
  return { untouched: idsWhere(true), kept: idsWhere(false) };
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

export const ImportUndoResolver = mutation({
  name: "importUndo",
  description:
    "Takes back what an import made, but for what people changed since, and gives back what it had taken of earlier imports; by an ADMIN or by who imported it.",
  input: ImportUndoInput,
  inputDescription: "Which import.",
  answers: [ImportUndoPayload, NotFoundError, ForbiddenError, ConflictError],
  write: undoImport,
  patience: "bulk",
  payload: async (ctx, _answer, input) => new ImportUndoPayload(await knownImport(ctx, input.id)),
});
