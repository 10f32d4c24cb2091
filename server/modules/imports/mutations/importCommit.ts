import { Field, ID, InputType, ObjectType } from "type-graphql";
import { newId } from "../../../kernel/ids.js";
import type { Viewer } from "../../../platform/actor.js";
import type { RecordedChange } from "../../../platform/events/event.js";
import { DryRun } from "../../../platform/schema/dry-run.js";
import { mutation } from "../../../platform/schema/mutation.js";
import {
  ConflictError,
  ForbiddenError,
  forbidden,
  InvalidFields,
  InvalidInputError,
  NotFoundError,
  wrongState,
} from "../../../platform/schema/refusals.js";
import type { Tx } from "../../../platform/write.js";
import { knownGroup } from "../../groups/group.access.js";
import { Group, GroupKind } from "../../groups/group.entity.js";
import { newGroup } from "../../groups/group.js";
import { Member, MemberRole } from "../../groups/member.entity.js";
import { membersMax, newMember } from "../../groups/member.js";
import { isAdmin, requireInUse } from "../../groups/rights.js";
import type { Books } from "../../ledger/ledger.service.js";
import { userOf } from "../../users/user.loader.js";
import { ANALYZED_FROM, analyzeJob } from "../analyze.job.js";
import { bookRows } from "../booking.service.js";
import { forgetContentRows, readContent } from "../content.service.js";
import { takeBackRows } from "../earlier-rows.service.js";
import { knownImport, type LockedImport, lockImport } from "../import.access.js";
import { Import, ImportState, type StoredContent } from "../import.entity.js";
import { importCommitted } from "../import.events.js";
import { leaversOf, planFor, reachedTotals, withdrawnMembers, writePeople, writePlan } from "../import.service.js";
import { IMPORT_LIMITS } from "../limits.js";
import { choosePeople, type KnownPerson } from "../people.js";
import type { Plan } from "../plan.js";
import type { DayQuestion } from "../splitwise.js";

@InputType({ description: "Who somebody of the file is." })
export class ImportPersonInput {
  @Field({ description: "As the preview has it." })
  name!: string;

  @Field(() => ID, { nullable: true, description: "The member that this person is; null: a new one." })
  memberId?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: "This person is the viewer." })
  viewer?: boolean | null;
}

@InputType({
  description:
    "Commits all of it in one transaction and one event; people that are not named are matched as the preview says.",
})
export class ImportCommitInput {
  @Field(() => ID, { description: "Of the import." })
  id!: string;

  @Field(() => [ImportPersonInput], { nullable: true, defaultValue: [], description: "Who is who." })
  people?: ImportPersonInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Take back the rows of earlier imports that this file no longer has (`gone`), as a deletion would.",
  })
  takeBack?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Put changed rows (`changed`) in the place of the earlier ones, instead of beside them.",
  })
  replace?: boolean | null;

  @DryRun()
  dryRun?: boolean | null;
}

@ObjectType({ description: "The file's rows are in the group." })
export class ImportCommitPayload {
  @Field(() => Import, { description: "The import as it is now." })
  readonly import: Import;

  @Field(() => Group, { description: "The group that it went into." })
  readonly group: Group;

  constructor(committed: Import, group: Group) {
    this.import = committed;
    this.group = group;
  }
}

/** Somebody of the file, and the member that they are from now on. */
interface Settled extends KnownPerson {
  readonly memberId: string;
  readonly madeMember: boolean;
}

/** Also used by the command line. Answers the id of the group that it went into. */
export async function commitImport(tx: Tx, viewer: Viewer, input: ImportCommitInput): Promise<string> {
  const target = await lockImport(tx, viewer, input.id);
  const { found, locked } = target;
  if (found.userId !== viewer.userId) throw forbidden("Only the one who started an import can commit it.");
  if (found.state === ImportState.COMMITTED) return found.groupId!;
  if (found.state === ImportState.UNDONE) throw wrongState("This import was undone; import the file anew.", found.id);
  if (locked) requireInUse(locked.group);

  const { content, questions } = await previewOf(tx, found.id);
  if (questions.length > 0) {
    const sentence = "The file leaves open which number of a day is the month: start again with `dayOrder`.";
    throw wrongState(sentence, found.id);
  }

  const file = await readContent(tx, found.id, content);
  const people = await peopleOf(tx, target, input);
  const group = locked
    ? { ...locked.group, viewerMemberId: locked.viewerMember.id }
    : await makeGroup(tx, viewer, found);
  const leavers = await leaversOf(tx, people, locked);
  const settled = await settlePeople(tx, target, group, people);
  const memberIds = settled.map(({ memberId }) => memberId);
  const options = { takeBack: input.takeBack === true, replace: input.replace === true };
  const plan = await planFor(tx, file, memberIds, leavers, group.id, options);
  if (!plan.isReadable) throw wrongState("This file has no row that could be imported.", found.id);
  const takenBack = plan.takenBack.flatMap(({ earlier }) => earlier.entryIds);
  let booked: readonly string[] = [];
  const eventSeq = await tx.record({
    type: importCommitted,
    groupId: group.id,
    actorId: group.viewerMemberId,
    subjectId: found.id,
    changes: changesOf(found, plan),
    things: () => [{ before: { subjectIds: takenBack }, after: { subjectIds: booked } }],
  });
  await markCommitted(tx, found.id, group.id, plan);
  await writePeople(tx, found.id, settled);
  await takeBackRows(tx, group, eventSeq, found.id, plan.takenBack);
  const booking = { books: group, importId: found.id, actorId: group.viewerMemberId, eventSeq, memberIds };
  booked = await bookRows(tx, booking, plan.rows);
  await writePlan(tx, found.id, plan, file, await reachedTotals(tx, plan, memberIds, group.id));
  if (plan.rows.length >= ANALYZED_FROM) await tx.enqueue(analyzeJob, undefined, { key: "all" });
  return group.id;
}

/** What a preview keeps for its commit: all that was read but for the rows, and what the file leaves open. */
async function previewOf(tx: Tx, id: string): Promise<{ content: StoredContent; questions: DayQuestion[] }> {
  const [preview] = await tx.rows<{ content: StoredContent; questions: DayQuestion[] }>(
    "select content, questions from imports where id = $1",
    [id],
  );
  return preview!;
}

function changesOf(found: Import, plan: Plan): RecordedChange[] {
  const counts = { expenseCount: plan.expenseCount, settlementCount: plan.settlementCount };
  const taken = plan.takenBack.length > 0 ? { takenBackCount: plan.takenBack.length } : {};
  return [
    { field: "fileName", before: null, after: found.fileName },
    ...Object.entries({ ...counts, ...taken }).map(([field, count]) => ({ field, before: null, after: String(count) })),
  ];
}

/** Who the file's people are: as the preview says, but for what was chosen. */
async function peopleOf(tx: Tx, { found, locked }: LockedImport, input: ImportCommitInput): Promise<KnownPerson[]> {
  const previewed = await tx.rows<KnownPerson>(
    "select name, member_id, is_viewer from import_people where import_id = $1 order by position",
    [found.id],
  );
  const invalid = new InvalidFields();
  const choices = input.people ?? [];
  if (choices.length > previewed.length) invalid.add(["people"], "TOO_LONG", "The file names fewer people.");
  invalid.refuse();
  const memberIds = new Set(locked?.members.map(({ id }) => id) ?? []);
  const people = choosePeople(previewed, choices, memberIds, locked?.viewerMember.id ?? null, invalid);
  const newcomers = people.filter(({ memberId }) => memberId === null).length;
  const most = membersMax(locked?.group.kind ?? GroupKind.GROUP);
  if (memberIds.size + newcomers > most) invalid.add(["people"], "TOO_LONG", `At most ${most} people.`);
  invalid.refuse();
  return people;
}

interface Target extends Books {
  readonly viewerMemberId: string;
}

/** The viewer becomes the first ADMIN of the new group. That it was made is part of the one event. */
async function makeGroup(tx: Tx, viewer: Viewer, found: Import): Promise<Target> {
  const user = await userOf(tx, viewer);
  const id = newId("grp");
  const { groupName: name, currency } = found;
  const look = { emoji: null, colour: null };
  await tx.insert(Group, newGroup({ id, kind: GroupKind.GROUP, name, currency, timeZone: user.timeZone, ...look }));
  const member = newMember(id, 0, { name: user.name, email: null, userId: user.id, role: MemberRole.ADMIN });
  await tx.insert(Member, member);
  return { id, timeZone: user.timeZone, lockedThrough: null, viewerMemberId: member.id };
}

/** Makes members of newcomers, and lets those come back who left with an import that was undone. */
async function settlePeople(
  tx: Tx,
  { locked }: LockedImport,
  group: Target,
  people: readonly KnownPerson[],
): Promise<Settled[]> {
  const members: Member[] = [];
  const nextPosition = locked ? Math.max(...locked.members.map(({ position }) => position)) + 1 : 1;
  const settled = people.map((person): Settled => {
    const memberId = person.isViewer ? group.viewerMemberId : person.memberId;
    if (memberId !== null) return { ...person, memberId, madeMember: false };
    const { name } = person;
    const member = newMember(group.id, nextPosition + members.length, { name, email: null, role: MemberRole.MEMBER });
    members.push(member);
    return { ...person, memberId: member.id, madeMember: true };
  });
  const returning = locked ? await returningMembers(tx, locked.group.id, settled) : new Set<string>();
  if (locked && !isAdmin(locked.viewerMember) && members.length + returning.size > 0) {
    throw forbidden("This file names people who are not in the group, and only an admin adds people.");
  }
  await tx.insert(Member, members);
  return settled.map((person) => (returning.has(person.memberId) ? { ...person, madeMember: true } : person));
}

async function returningMembers(tx: Tx, groupId: string, settled: readonly Settled[]): Promise<Set<string>> {
  const withdrawn = await withdrawnMembers(tx, groupId);
  const returning = settled.map(({ memberId }) => memberId).filter((id) => withdrawn.has(id));
  if (returning.length === 0) return new Set();
  await tx.run("update members set left_at = null where id = any($1)", [returning]);
  await tx.run("update import_people set withdrawn = false where member_id = any($1)", [returning]);
  return new Set(returning);
}

/** An export has one source, the first of its imports; a file that goes on with two exports makes them one. */
async function markCommitted(tx: Tx, id: string, groupId: string, { sourceIds }: Plan): Promise<void> {
  const [sourceId = id] = [...sourceIds].sort();
  await tx.run(
    `update imports set state = 'COMMITTED', group_id = $2, content = null, upload_id = null, committed_at = now(),
       source_id = $3 where id = $1`,
    [id, groupId, sourceId],
  );
  await forgetContentRows(tx, id);
  await tx.run("update imports set source_id = $3 where group_id = $1 and source_id = any($2)", [
    groupId,
    [...sourceIds],
    sourceId,
  ]);
}

export const ImportCommitResolver = mutation({
  name: "importCommit",
  description: "Writes what the preview showed.",
  input: ImportCommitInput,
  inputDescription: "Which import, and who is who.",
  answers: [ImportCommitPayload, InvalidInputError, NotFoundError, ForbiddenError, ConflictError],
  // Twenty thousand rows are written at once, and a dry run writes them too.
  before: ({ services, viewer }) => services.rateLimits.take(IMPORT_LIMITS.IMPORTS, viewer.userId),
  write: commitImport,
  patience: "bulk",
  payload: async (ctx, groupId, input) =>
    new ImportCommitPayload(await knownImport(ctx, input.id), await knownGroup(ctx, groupId)),
});
