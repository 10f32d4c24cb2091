import { groupBy } from "../../kernel/group-by.js";
import type { Tx } from "../../platform/write.js";
import type { Entry } from "../ledger/entry.js";
import { type Books, repostEntries } from "../ledger/ledger.service.js";
import { type EarlierRow, expenseKey, paymentKey } from "./later-export.js";
import { partsOf } from "./pieces.js";
import type { Earlier, TakenRow } from "./plan.js";

/**
 * A row of the group counts as known as long as it was not taken back, or somebody restored what it had become.
 */
const IS_KNOWN = `(not r.undone
  or exists (select from expenses e where e.id = any(r.subject_ids) and e.deleted_at is null))`;

/** Which of these rows the group has, each with the export that it came from. */
export async function knownOf(tx: Tx, groupId: string, prints: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ fingerprint: string; sourceId: string }>(
    `select r.fingerprint, i.source_id from import_rows r join imports i on i.id = r.import_id
     where r.group_id = $1 and r.fingerprint = any($2) and ${IS_KNOWN}`,
    [groupId, prints],
  );
  return new Map(rows.map(({ fingerprint, sourceId }) => [fingerprint, sourceId]));
}

interface StoredRow {
  readonly fingerprint: string;
  readonly sourceId: string;
  readonly date: string;
  readonly title: string;
  readonly version: number;
  readonly subjectIds: readonly string[];
}

interface Subject {
  readonly id: string;
  readonly minor: bigint;
  readonly currency: string;
  readonly version: number;
  readonly counts: boolean;
  readonly fromId: string | null;
  readonly toId: string | null;
}

const SUBJECTS = `
  select id, total as minor, currency, version, deleted_at is null as counts, null as from_id, null as to_id
  from expenses where id = any($1)
  union all
  select id, amount, currency, version, status = 'CONFIRMED', from_member_id, to_member_id
  from settlements where id = any($1)`;

/** What the group has of these rows, and what it has of earlier files beyond them. */
export async function earlierOf(tx: Tx, groupId: string, prints: readonly string[]): Promise<Earlier> {
  const known = await knownOf(tx, groupId, prints);
  const stored = await tx.rows<StoredRow>(
    `select r.fingerprint, i.source_id, r.date, r.title, r.version, r.subject_ids
     from import_rows r join imports i on i.id = r.import_id
     left join unnest($2::text[]) as here (fingerprint) on here.fingerprint = r.fingerprint
     where r.group_id = $1 and here.fingerprint is null and ${IS_KNOWN}
     order by r.date, r.title, r.fingerprint`,
    [groupId, prints],
  );
  const subjects = await subjectsOf(
    tx,
    stored.flatMap((row) => row.subjectIds),
  );
  return { known, rows: stored.flatMap((row) => earlierRow(row, subjects) ?? []) };
}

async function subjectsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Subject>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<Subject>(SUBJECTS, [ids]);
  return new Map(rows.map((subject) => [subject.id, subject]));
}

/** Null where nothing of it counts any more: people have deleted it. */
function earlierRow(stored: StoredRow, all: ReadonlyMap<string, Subject>): EarlierRow | null {
  const subjects = stored.subjectIds.flatMap((id) => all.get(id) ?? []);
  const counting = subjects.filter(({ counts }) => counts);
  if (counting.length === 0) return null;
  const { fingerprint, sourceId, date, title, version } = stored;
  const pairs = subjects.flatMap(({ fromId, toId }) => (fromId && toId ? [{ from: fromId, to: toId }] : []));
  return {
    fingerprint,
    sourceId,
    date,
    title,
    key: pairs.length > 0 ? paymentKey(date, pairs) : expenseKey(date, title),
    minor: counting.reduce((sum, { minor }) => sum + minor, 0n),
    currency: counting[0]!.currency,
    entryIds: stored.subjectIds,
    kept: counting.length < subjects.length || subjects.some((subject) => subject.version !== version),
  };
}

/**
 * Takes back rows of earlier imports on behalf of a later one, as a deletion would, and notes them for its undo. The
 * group must be locked and the event recorded.
 */
export async function takeBackRows(
  tx: Tx,
  books: Books,
  eventSeq: number,
  importId: string,
  rows: readonly TakenRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.flatMap(({ earlier }) => earlier.entryIds);
  await withdrawSubjects(tx, books, eventSeq, ids);
  const prints = rows.map(({ earlier }) => earlier.fingerprint);
  await tx.run(
    `update import_rows set undone = true, version = version + 1 where group_id = $1 and fingerprint = any($2)`,
    [books.id, prints],
  );
  await tx.run(
    `insert into import_taken (import_id, group_id, fingerprint, row_import_id, subject_ids, version, date, title, replaced_by)
     select $1, r.group_id, r.fingerprint, r.import_id, r.subject_ids, r.version, r.date, r.title, t.replaced_by
     from import_rows r
     join unnest($3::text[], $4::text[]) as t (fingerprint, replaced_by) on t.fingerprint = r.fingerprint
     where r.group_id = $2`,
    [importId, books.id, prints, rows.map(({ replacedBy }) => replacedBy)],
  );
}

/** Takes back what expenses and settlements did, however many they are. */
export async function withdrawSubjects(tx: Tx, books: Books, eventSeq: number, ids: readonly string[]): Promise<void> {
  for (const part of partsOf(ids)) {
    const entries = await entriesOf(tx, part);
    await repostEntries(
      tx,
      books,
      eventSeq,
      entries.map((before) => ({ before, after: null })),
    );
  }
  await tx.run("update expenses set deleted_at = now(), updated_at = now(), version = version + 1 where id = any($1)", [
    ids,
  ]);
  await tx.run("update settlements set status = 'CANCELLED', version = version + 1 where id = any($1)", [ids]);
}

/** Something that an import had taken, as it is now. */
interface Taken {
  readonly fingerprint: string;
  readonly subjectIds: readonly string[];
  /** Whether nobody has touched it since. */
  readonly untouched: boolean;
  /** Whether what came in its place stays, because people changed that. */
  readonly standsReplaced: boolean;
  /** Another import that has booked the row anew meanwhile. */
  readonly heldBy: string | null;
}

const TAKEN = `
  select t.fingerprint, t.subject_ids,
    case when ${IS_KNOWN} and r.import_id <> t.row_import_id then r.import_id end as held_by,
    not exists (select from expenses e
      where e.id = any(t.subject_ids) and (e.version <> t.version or e.deleted_at is null))
    and not exists (select from settlements s
      where s.id = any(t.subject_ids) and (s.version <> t.version or s.status <> 'CANCELLED')) as untouched,
    exists (select from import_rows n where n.group_id = t.group_id and n.fingerprint = t.replaced_by
      and n.import_id = t.import_id and n.subject_ids && $2) as stands_replaced
  from import_taken t join import_rows r on r.group_id = t.group_id and r.fingerprint = t.fingerprint
  where t.import_id = $1 order by t.fingerprint`;

// Whoever has the row now may hold one of an earlier import already, for another undo of the same kind. Each taking then
// waits for the undo of the import whose row the one before it gives back: one row comes back at a time, never two.
const HAND_ON = `
  with recursive held (fingerprint, import_id) as (
    select h.fingerprint collate "C", h.import_id collate "C" from unnest($2::text[], $3::text[]) as h (fingerprint, import_id)
    union
    select held.fingerprint, before.row_import_id
    from held join import_taken before using (fingerprint, import_id))
  update import_taken t set import_id = held.import_id, replaced_by = null
  from held
  where t.import_id = $1 and t.fingerprint = held.fingerprint
    and not exists (select from import_taken other
      where other.import_id = held.import_id and other.fingerprint = held.fingerprint)`;

/** What the undo of an import gave back: ids of what counts again, and of what stays as people left it. */
export interface GivenBack {
  readonly restored: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Gives back what an import that is undone had taken from earlier ones, and forgets that it had. What people have touched
 * since stays as they left it, and is answered; so does what was replaced by an entry that stays. A row that yet another
 * import has booked anew meanwhile stays with that one, whose own undo will give it back.
 *
 * @param kept what the import had made, and people have changed.
 */
export async function giveBackRows(
  tx: Tx,
  books: Books,
  eventSeq: number,
  importId: string,
  kept: readonly string[],
): Promise<GivenBack> {
  const taken = (await tx.rows<Taken>(TAKEN, [importId, kept])).filter((row) => !row.standsReplaced);
  // What a later import took of this one is not to come back with the undo of that one.
  await tx.run("delete from import_taken where row_import_id = $1", [importId]);
  // Where people made the row that this import has booked their own, it stays, and nothing comes back beside it.
  const held = taken.filter(({ heldBy }) => heldBy !== null && heldBy !== importId);
  await tx.run(HAND_ON, [importId, held.map(({ fingerprint }) => fingerprint), held.map(({ heldBy }) => heldBy)]);
  const free = taken.filter(({ heldBy }) => heldBy === null);
  const restored = free.filter(({ untouched }) => untouched);
  const restoredIds = restored.flatMap(({ subjectIds }) => subjectIds);
  await restoreSubjects(tx, books, eventSeq, restoredIds);
  await tx.run(
    `update import_rows r set import_id = t.row_import_id, subject_ids = t.subject_ids, date = t.date, title = t.title,
       version = t.version + 1, undone = false
     from import_taken t
     where t.import_id = $1 and t.fingerprint = any($2) and r.group_id = t.group_id and r.fingerprint = t.fingerprint`,
    [importId, restored.map(({ fingerprint }) => fingerprint)],
  );
  await tx.run("delete from import_taken where import_id = $1", [importId]);
  const touched = free.filter(({ untouched }) => !untouched).flatMap(({ subjectIds }) => subjectIds);
  return { restored: restoredIds, kept: touched };
}

async function restoreSubjects(tx: Tx, books: Books, eventSeq: number, ids: readonly string[]): Promise<void> {
  for (const part of partsOf(ids)) {
    const entries = await entriesOf(tx, part);
    await repostEntries(
      tx,
      books,
      eventSeq,
      entries.map((after) => ({ before: null, after })),
    );
  }
  await tx.run("update expenses set deleted_at = null, updated_at = now(), version = version + 1 where id = any($1)", [
    ids,
  ]);
  await tx.run("update settlements set status = 'CONFIRMED', version = version + 1 where id = any($1)", [ids]);
}

/** What expenses and settlements do to the balances as they stand, whether or not they count. */
async function entriesOf(tx: Tx, ids: readonly string[]): Promise<Entry[]> {
  const rows = await tx.rows<{
    subjectId: string;
    currency: string;
    effectiveOn: string;
    memberId: string;
    minor: bigint;
  }>(
    `select subject_id, currency, effective_on, member_id, sum(minor)::bigint as minor from (
       select e.id as subject_id, e.currency, e.incurred_on as effective_on, p.member_id, p.amount as minor
       from expenses e join expense_payers p on p.expense_id = e.id where e.id = any($1)
       union all
       select e.id, e.currency, e.incurred_on, s.member_id, -s.amount
       from expenses e join expense_shares s on s.expense_id = e.id where e.id = any($1)
       union all
       select s.id, coalesce(s.settled_currency, s.currency), s.settled_on, m.member_id, m.sign * coalesce(s.settled_minor, s.amount)
       from settlements s cross join lateral (values (s.from_member_id, 1), (s.to_member_id, -1)) as m (member_id, sign)
       where s.id = any($1)) moved
     group by subject_id, currency, effective_on, member_id having sum(minor) <> 0 order by subject_id, member_id`,
    [ids],
  );
  return [...groupBy(rows, (row) => row.subjectId)].map(([subjectId, own]) => ({
    subjectId,
    currency: own[0]!.currency,
    effectiveOn: own[0]!.effectiveOn,
    reversal: false,
    nets: own.map(({ memberId, minor }) => ({ memberId, minor })),
  }));
}
