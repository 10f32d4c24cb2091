import { isActiveCurrency } from "../../kernel/currency.js";
import type { Viewer } from "../../platform/actor.js";
import type { Tx } from "../../platform/write.js";
import { type LockedGroup, lockGroup } from "../groups/group.access.js";
import type { User } from "../users/user.entity.js";
import { userOf } from "../users/user.loader.js";
import { earlierOf, knownOf } from "./earlier-rows.service.js";
import type { StoredChange, StoredGone, StoredTotal } from "./import.entity.js";
import { amountOf, type ChangedRow, differenceIn, type EarlierRow } from "./later-export.js";
import { type Candidate, matchPeople, type NamedPerson } from "./match.js";
import type { KnownPerson } from "./people.js";
import { inTurns } from "./pieces.js";
import {
  membersOf,
  NOTHING_EARLIER,
  type Plan,
  type PlannedRow,
  type PlannedTotal,
  type PlanOptions,
  planImport,
  printsOf,
} from "./plan.js";
import { recogniseByRows } from "./recognise.js";
import type { FileProblem, SplitwiseFile } from "./splitwise.js";

/** Who the people of a file are, as far as names, and rows that the group knows already, can tell. */
export async function previewPeople(
  tx: Tx,
  viewer: Viewer,
  file: SplitwiseFile,
  locked: LockedGroup | null,
): Promise<KnownPerson[]> {
  if (locked === null) return previewOfNewGroup(file, await userOf(tx, viewer));
  const people = namedPeople(file);
  const present = matchPeople(people, await candidatesOf(tx, locked, true));
  const left = matchPeople(people, await candidatesOf(tx, locked, false));
  const byName = present.map((memberId, person) => memberId ?? left[person]!);
  const free = locked.members.map(({ id }) => id).filter((id) => !byName.includes(id));
  const memberIds = await recogniseByRows(file, byName, free, async (prints) => {
    return new Set((await knownOf(tx, locked.group.id, prints)).keys());
  });
  return file.people.map((name, person) => {
    const memberId = memberIds[person]!;
    return { name, memberId, isViewer: memberId === locked.viewerMember.id };
  });
}

function previewOfNewGroup(file: SplitwiseFile, user: User): KnownPerson[] {
  const matches = matchPeople(namedPeople(file), [{ memberId: user.id, names: [user.name], earlierNames: [] }]);
  return file.people.map((name, person) => ({ name, memberId: null, isViewer: matches[person] !== null }));
}

function namedPeople({ people, alike }: SplitwiseFile): NamedPerson[] {
  return people.map((name, person) => ({ name, alike: alike[person]! }));
}

/** The group's members with every name that they have had here: in the group, and in files that were imported before. */
async function candidatesOf(tx: Tx, locked: LockedGroup, present: boolean): Promise<Candidate[]> {
  const rows = await tx.rows<{ memberId: string; name: string }>(
    `select distinct p.member_id, p.name from import_people p join imports i on i.id = p.import_id
     where i.group_id = $1 and i.state <> 'PREVIEWED' and p.member_id is not null`,
    [locked.group.id],
  );
  const members = locked.members.filter((member) => (member.leftAt === null) === present);
  return members.map(({ id, name }) => {
    const earlierNames = rows.filter((row) => row.memberId === id).map((row) => row.name);
    return { memberId: id, names: [name, ...earlierNames], earlierNames };
  });
}

/**
 * The group of the viewer's, in use, that this file was imported into before, whole or in part, whatever came of it
 * since; null where there is none. More than half of what the group ever imported must stand in the file.
 */
export async function groupOfFile(tx: Tx, viewer: Viewer, file: SplitwiseFile): Promise<string | null> {
  const groups = await tx.before.rows<{ groupId: string; imported: number }>(
    `select r.group_id, count(*)::integer as imported from import_rows r
     join groups g on g.id = r.group_id and g.archived_at is null
     join members v on v.group_id = r.group_id and v.user_id = $1 and v.left_at is null and v.role <> 'VIEWER'
     group by r.group_id order by r.group_id desc limit 100`,
    [viewer.userId],
  );
  await tx.takeTurn(groups.map(({ groupId }) => groupId));
  const locked = new Map<string, LockedGroup>();
  // Locks are taken in one order by everybody, whichever group is looked at first.
  const groupIds = groups.map(({ groupId }) => groupId).sort();
  for (const groupId of groupIds) locked.set(groupId, await lockGroup(tx, viewer, groupId, "record"));
  for (const { groupId, imported } of groups) {
    const people = await previewPeople(tx, viewer, file, locked.get(groupId)!);
    const memberIds = people.map(({ memberId }) => memberId);
    const prints = await inTurns(printsOf(file, memberIds));
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

/** For each person of the file whether they have left the group for good: nothing new may name them. */
export async function leaversOf(
  tx: Tx,
  people: readonly KnownPerson[],
  locked: LockedGroup | null,
): Promise<boolean[]> {
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
  leavers: readonly boolean[],
  groupId: string | null,
  options: PlanOptions,
): Promise<Plan> {
  const prints = await inTurns(printsOf(file, memberIds));
  const found = groupId === null ? NOTHING_EARLIER : await earlierOf(tx, groupId, prints);
  // As long as it is open which day a row is of, nobody can tell what is gone.
  const earlier = file.questions.length > 0 ? { ...found, rows: [] } : found;
  return inTurns(planImport(file, membersOf(memberIds), prints, earlier, leavers, options));
}

/** A total, and the balance that the person has in the group once the import is there; minor units. */
export interface FinalTotal extends PlannedTotal {
  readonly after: bigint;
}

/** What a plan that takes nothing back will leave: the balances as they are, and its rows. */
export async function foreseenTotals(
  tx: Tx,
  plan: Plan,
  file: SplitwiseFile,
  memberIds: readonly (string | null)[],
  groupId: string | null,
): Promise<FinalTotal[]> {
  const now = groupId === null ? new Map<string, bigint>() : await balancesOf(tx, groupId);
  return plan.totals.map((total, index) => {
    const memberId = memberIds[index % file.people.length];
    return { ...total, after: (now.get(`${memberId} ${total.currency}`) ?? 0n) + total.moved };
  });
}

/** What an import that was carried out has left. */
export async function reachedTotals(
  tx: Tx,
  plan: Plan,
  memberIds: readonly string[],
  groupId: string,
): Promise<FinalTotal[]> {
  const now = await balancesOf(tx, groupId);
  return plan.totals.map((total, index) => {
    const memberId = memberIds[index % memberIds.length]!;
    return { ...total, after: now.get(`${memberId} ${total.currency}`) ?? 0n };
  });
}

async function balancesOf(tx: Tx, groupId: string): Promise<Map<string, bigint>> {
  const rows = await tx.rows<{ memberId: string; currency: string; net: string }>(
    "select member_id, currency, net::text as net from balances where group_id = $1",
    [groupId],
  );
  return new Map(rows.map(({ memberId, currency, net }) => [`${memberId} ${currency}`, BigInt(net)]));
}

/** Keeps with the import what its plan is, in the place of what was kept before. */
export async function writePlan(
  tx: Tx,
  importId: string,
  plan: Plan,
  file: SplitwiseFile,
  totals: readonly FinalTotal[],
): Promise<void> {
  const problems = [...plan.problems, ...differences(file, totals)].sort((a, b) => a.line - b.line);
  const unknownPayers = plan.unknownPayers.map((rows) => ({
    ...rows,
    cost: rows.cost.toString(),
    booked: rows.booked.toString(),
  }));
  await tx.run(
    `update imports set expense_count = $2, settlement_count = $3, known_count = $4, totals = $5, problems = $6,
       unknown_payers = $7, gone = $8, changed = $9 where id = $1`,
    [
      importId,
      plan.expenseCount,
      plan.settlementCount,
      plan.knownCount,
      JSON.stringify(totals.map(storedTotal)),
      JSON.stringify(problems),
      JSON.stringify(unknownPayers),
      JSON.stringify(plan.gone.map(storedGone)),
      JSON.stringify(plan.changed.map(storedChange)),
    ],
  );
}

/** Where the group will not have the closing balances that the file states, with the line that states them. */
function differences(file: SplitwiseFile, totals: readonly FinalTotal[]): FileProblem[] {
  return file.stated.flatMap(({ line, currency }) => {
    const people = totals
      .filter((total) => total.currency === currency)
      .map(({ person, after, stated }) => ({ name: person, after, stated: stated! }));
    const message = differenceIn(currency, people);
    return message === null ? [] : [{ line, message }];
  });
}

function storedTotal({ person, currency, computed, stated, after }: FinalTotal): StoredTotal {
  const [text, statedText] = [computed.toString(), stated?.toString() ?? null];
  return { person, currency, computed: text, stated: statedText, after: after.toString() };
}

function storedGone({ date, title, minor, currency, entryIds, kept }: EarlierRow): StoredGone {
  return { date, title, minor: minor.toString(), currency, entryIds, kept };
}

function storedChange({ earlier, now }: ChangedRow<PlannedRow>): StoredChange {
  const { line, currency } = now.row;
  return { ...storedGone(earlier), line, nowMinor: amountOf(now.booked).toString(), nowCurrency: currency };
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
