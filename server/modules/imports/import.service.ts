import { isActiveCurrency } from "../../kernel/currency.js";
import type { Viewer } from "../../platform/context.js";
import type { Tx } from "../../platform/write.js";
import { type LockedGroup, lockGroup } from "../groups/group.access.js";
import type { User } from "../users/user.entity.js";
import { USER_COLUMNS } from "../users/user.loader.js";
import type { StoredTotal } from "./import.entity.js";
import { type Candidate, matchPeople } from "./match.js";
import type { KnownPerson } from "./people.js";
import { type Plan, type PlannedTotal, planImport, printsOf } from "./plan.js";
import { recogniseByRows } from "./recognise.js";
import type { SplitwiseFile } from "./splitwise.js";

/** Who the people of a file are, as far as names, and rows that the group knows already, can tell. */
export async function previewPeople(
  tx: Tx,
  viewer: Viewer,
  file: SplitwiseFile,
  locked: LockedGroup | null,
): Promise<KnownPerson[]> {
  if (locked === null) return previewOfNewGroup(file, await userOf(tx, viewer));
  const present = matchPeople(file.people, await candidatesOf(tx, locked, true));
  const left = matchPeople(file.people, await candidatesOf(tx, locked, false));
  const byName = present.map((memberId, person) => memberId ?? left[person]!);
  const free = locked.members.map(({ id }) => id).filter((id) => !byName.includes(id));
  const memberIds = await recogniseByRows(file, byName, free, (prints) => knownOf(tx, locked.group.id, prints));
  return file.people.map((name, person) => {
    const memberId = memberIds[person]!;
    return { name, memberId, isViewer: memberId === locked.viewerMember.id };
  });
}

function previewOfNewGroup(file: SplitwiseFile, user: User): KnownPerson[] {
  const matches = matchPeople(file.people, [{ memberId: user.id, names: [user.name] }]);
  return file.people.map((name, person) => ({ name, memberId: null, isViewer: matches[person] !== null }));
}

export async function userOf(tx: Tx, viewer: Viewer): Promise<User> {
  const [user] = await tx.rows<User>(`select ${USER_COLUMNS} from users u where u.id = $1`, [viewer.userId]);
  return user!;
}

/** The group's members with every name that they have had here: in the group, and in files that were imported before. */
async function candidatesOf(tx: Tx, locked: LockedGroup, present: boolean): Promise<Candidate[]> {
  const rows = await tx.rows<{ memberId: string; name: string }>(
    `select id as member_id, name from members where group_id = $1
     union
     select p.member_id, p.name from import_people p join imports i on i.id = p.import_id
     where i.group_id = $1 and i.state <> 'PREVIEWED' and p.member_id is not null`,
    [locked.group.id],
  );
  const members = locked.members.filter((member) => (member.leftAt === null) === present);
  return members.map(({ id, name }) => ({
    memberId: id,
    names: [name, ...rows.filter((row) => row.memberId === id).map((row) => row.name)],
  }));
}

/** Which of these rows the group has: imported and not undone, or undone and restored by somebody since. */
async function knownOf(tx: Tx, groupId: string, prints: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ fingerprint: string }>(
    `select fingerprint from import_rows r where group_id = $1 and fingerprint = any($2)
       and (not undone or exists (select from expenses e where e.id = any(r.subject_ids) and e.deleted_at is null))`,
    [groupId, prints],
  );
  return new Set(rows.map((row) => row.fingerprint));
}

/**
 * The group of the viewer's that this file was imported into before, whole or in part, whatever came of it since; null
 * where there is none. More than half of what the group ever imported must stand in the file.
 */
export async function groupOfFile(tx: Tx, viewer: Viewer, file: SplitwiseFile): Promise<string | null> {
  const groups = await tx.before.rows<{ groupId: string; imported: number }>(
    `select r.group_id, count(*)::integer as imported from import_rows r
     join members v on v.group_id = r.group_id and v.user_id = $1 and v.left_at is null and v.role <> 'VIEWER'
     group by r.group_id order by r.group_id desc limit 100`,
    [viewer.userId],
  );
  await tx.takeTurn(groups.map(({ groupId }) => groupId));
  for (const { groupId, imported } of groups) {
    const people = await previewPeople(tx, viewer, file, await lockGroup(tx, viewer, groupId, "MEMBER"));
    const prints = printsOf(
      file,
      people.map(({ memberId }) => memberId),
    );
    const [row] = await tx.rows<{ found: number }>(
      "select count(*)::integer as found from import_rows where group_id = $1 and fingerprint = any($2)",
      [groupId, prints],
    );
    if (row!.found * 2 > imported) return groupId;
  }
  return null;
}

/** Members whom an undone import had brought, and who left with it: they come back with the next import. */
export async function withdrawnMembers(tx: Tx, groupId: string): Promise<Set<string>> {
  const rows = await tx.rows<{ memberId: string }>(
    `select distinct p.member_id from import_people p join imports i on i.id = p.import_id
     where i.group_id = $1 and p.withdrawn`,
    [groupId],
  );
  return new Set(rows.map((row) => row.memberId));
}

/** For each person of the file whether he has left the group for good: nothing new may name him. */
export async function goneOf(tx: Tx, people: readonly KnownPerson[], locked: LockedGroup | null): Promise<boolean[]> {
  const withdrawn = locked ? await withdrawnMembers(tx, locked.group.id) : new Set();
  return people.map(({ memberId }) => {
    const member = memberId === null ? null : locked?.member(memberId);
    return Boolean(member?.leftAt) && !withdrawn.has(memberId);
  });
}

/** What a commit would do with these people. */
export async function planFor(
  tx: Tx,
  file: SplitwiseFile,
  memberIds: readonly (string | null)[],
  gone: readonly boolean[],
  groupId: string | null,
): Promise<Plan> {
  const prints = printsOf(file, memberIds);
  const known = groupId === null ? new Set<string>() : await knownOf(tx, groupId, prints);
  return planImport(file, prints, known, gone);
}

/** What of a plan is kept with the import. */
export function planColumns(plan: Plan) {
  const { expenseCount, settlementCount, knownCount, totals, problems } = plan;
  return { expenseCount, settlementCount, knownCount, storedTotals: totals.map(storedTotal), problems: [...problems] };
}

function storedTotal({ person, currency, computed, stated }: PlannedTotal): StoredTotal {
  return { person, currency, computed: computed.toString(), stated: stated?.toString() ?? null };
}

/** The currency of most rows; a withdrawn one only where there is no other, and `fallback` where there is no row. */
export function mostUsedCurrency(file: SplitwiseFile, fallback: string): string {
  const counts = new Map<string, number>();
  for (const { currency } of file.rows) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const byUse = [...counts].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
  return byUse.find(isActiveCurrency) ?? byUse[0] ?? fallback;
}

/** Writes who the people of an import are, in the place of what was there. */
export async function writePeople(
  tx: Tx,
  importId: string,
  people: readonly (KnownPerson & { madeMember?: boolean })[],
): Promise<void> {
  await tx.run("delete from import_people where import_id = $1", [importId]);
  await tx.run(
    `insert into import_people (import_id, position, name, member_id, is_viewer, made_member)
     select $1, position, name, member_id, is_viewer, made_member
     from unnest($2::integer[], $3::text[], $4::text[], $5::boolean[], $6::boolean[])
       as p (position, name, member_id, is_viewer, made_member)`,
    [
      importId,
      people.map((_, position) => position),
      people.map(({ name }) => name),
      people.map(({ memberId }) => memberId),
      people.map(({ isViewer }) => isViewer),
      people.map(({ madeMember }) => madeMember ?? false),
    ],
  );
}
