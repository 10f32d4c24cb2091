import { newId } from "../../kernel/ids.js";
import { amountText } from "../../kernel/money.js";
import type { Tx } from "../../platform/write.js";
import { defaultCategory } from "../expenses/category.loader.js";
import type { StoredSplit } from "../expenses/expense.entity.js";
import { entryOf } from "../expenses/expense.js";
import type { Entry } from "../ledger/entry.js";
import { type Books, postEntries } from "../ledger/ledger.service.js";
import { settlementEntry } from "../settlements/settlement.service.js";
import type { BookedExpense, BookedPayment, PersonAmount } from "./interpret.js";
import { titleOf } from "./later-export.js";
import { partsOf } from "./pieces.js";
import type { PlannedRow } from "./plan.js";
import type { SplitwiseRow } from "./splitwise.js";
import { categoryNameOf } from "./splitwise-categories.js";

/** Where the rows go, and on whose behalf. */
export interface Booking {
  readonly books: Books;
  readonly importId: string;
  /** Who imports. */
  readonly actorId: string;
  readonly eventSeq: number;
  /** The member of each of the file's people. */
  readonly memberIds: readonly string[];
}

interface NewExpense {
  readonly id: string;
  readonly row: SplitwiseRow;
  readonly total: bigint;
  readonly payersKnown: boolean;
  readonly payerRows: readonly { memberId: string; minor: bigint }[];
  readonly shareRows: readonly { memberId: string; minor: bigint }[];
}

interface NewSettlement {
  readonly id: string;
  readonly groupId: string;
  readonly fromMemberId: string;
  readonly toMemberId: string;
  readonly minor: bigint;
  readonly currency: string;
  readonly settledOn: string;
  readonly note: string | null;
}

/**
 * Writes what the rows become, with their postings: however many there are, each few hundred take a handful of
 * statements, and others have a turn in between. The group must be locked and the event recorded. Answers their ids.
 */
export async function bookRows(tx: Tx, booking: Booking, rows: readonly PlannedRow[]): Promise<string[]> {
  const subjectIds: string[] = [];
  // Ids carry the time, so that entries of one day stay in the order of the file.
  let at = Date.now() - rows.length;
  for (const part of partsOf(rows)) {
    subjectIds.push(...(await bookPart(tx, booking, part, at)));
    at += part.length;
  }
  return subjectIds;
}

async function bookPart(tx: Tx, booking: Booking, rows: readonly PlannedRow[], start: number): Promise<string[]> {
  const expenses: NewExpense[] = [];
  const settlements: NewSettlement[] = [];
  const subjects: string[][] = [];
  for (const [index, { row, booked }] of rows.entries()) {
    const at = start + index;
    if (booked.kind === "expense") expenses.push(newExpense(booking, row, booked, at));
    else settlements.push(...newSettlements(booking, row, booked, at));
    subjects.push(
      booked.kind === "expense"
        ? [expenses.at(-1)!.id]
        : settlements.slice(-booked.transfers.length).map(({ id }) => id),
    );
  }
  await insertExpenses(tx, booking, expenses);
  await insertSettlements(tx, booking, settlements);
  await insertRows(tx, booking, rows, subjects);
  await postEntries(tx, booking.books, booking.eventSeq, [
    ...expenses.map(
      (expense): Entry => entryOf({ ...expense, currency: expense.row.currency, incurredOn: expense.row.date }),
    ),
    ...settlements.map(settlementEntry),
  ]);
  return subjects.flat();
}

function newExpense({ memberIds }: Booking, row: SplitwiseRow, booked: BookedExpense, at: number): NewExpense {
  const named = ({ person, minor }: PersonAmount) => ({ memberId: memberIds[person]!, minor });
  const { total, payersKnown, payers, shares } = booked;
  return { id: newId("exp", at), row, total, payersKnown, payerRows: payers.map(named), shareRows: shares.map(named) };
}

function newSettlements(
  { books, memberIds }: Booking,
  row: SplitwiseRow,
  booked: BookedPayment,
  at: number,
): NewSettlement[] {
  return booked.transfers.map(({ from, to, minor }) => ({
    id: newId("stl", at),
    groupId: books.id,
    fromMemberId: memberIds[from]!,
    toMemberId: memberIds[to]!,
    minor,
    currency: row.currency,
    settledOn: row.date,
    note: row.description === "" ? null : row.description,
  }));
}

async function insertExpenses(tx: Tx, booking: Booking, expenses: readonly NewExpense[]): Promise<void> {
  const categoryIds = await categoriesOf(tx, expenses);
  await tx.run(
    `insert into expenses (id, group_id, title, notes, total, currency, incurred_on, category_id, split, payers_known,
       import_id, created_by_id)
     select id, $1, title, notes, total, currency, incurred_on, category_id, split, payers_known, $2, $3
     from unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::date[], $10::text[], $11::jsonb[], $12::boolean[])
       as e (id, title, notes, total, currency, incurred_on, category_id, split, payers_known)`,
    [
      booking.books.id,
      booking.importId,
      booking.actorId,
      expenses.map(({ id }) => id),
      expenses.map(({ row }) => titleOf(row)),
      expenses.map(notesOf),
      expenses.map(({ total }) => total),
      expenses.map(({ row }) => row.currency),
      expenses.map(({ row }) => row.date),
      expenses.map(({ row }) => categoryIds.get(row.category)!),
      expenses.map((expense) => JSON.stringify(splitOf(expense))),
      expenses.map(({ payersKnown }) => payersKnown),
    ],
  );
  const groupId = booking.books.id;
  await insertAmounts(tx, "expense_payers", groupId, expenses, ({ payerRows }) => payerRows);
  await insertAmounts(tx, "expense_shares", groupId, expenses, ({ shareRows }) => shareRows);
}

async function insertAmounts(
  tx: Tx,
  table: "expense_payers" | "expense_shares",
  groupId: string,
  expenses: readonly NewExpense[],
  amountsOf: (expense: NewExpense) => NewExpense["payerRows"],
): Promise<void> {
  const rows = expenses.flatMap((expense) =>
    amountsOf(expense).map((amount) => ({ expenseId: expense.id, day: expense.row.date, ...amount })),
  );
  await tx.run(
    `insert into ${table} (group_id, expense_id, day, member_id, amount)
     select $1, expense_id, day, member_id, amount
     from unnest($2::text[], $3::date[], $4::text[], $5::bigint[]) as a (expense_id, day, member_id, amount)`,
    [
      groupId,
      rows.map(({ expenseId }) => expenseId),
      rows.map(({ day }) => day),
      rows.map(({ memberId }) => memberId),
      rows.map(({ minor }) => minor),
    ],
  );
}

async function insertSettlements(tx: Tx, booking: Booking, settlements: readonly NewSettlement[]): Promise<void> {
  await tx.run(
    `insert into settlements (id, group_id, from_member_id, to_member_id, amount, currency, status, settled_on, note,
       import_id, created_by_id)
     select id, $1, from_id, to_id, amount, currency, 'CONFIRMED', settled_on, note, $2, $3
     from unnest($4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::date[], $10::text[])
       as s (id, from_id, to_id, amount, currency, settled_on, note)`,
    [
      booking.books.id,
      booking.importId,
      booking.actorId,
      settlements.map(({ id }) => id),
      settlements.map(({ fromMemberId }) => fromMemberId),
      settlements.map(({ toMemberId }) => toMemberId),
      settlements.map(({ minor }) => minor),
      settlements.map(({ currency }) => currency),
      settlements.map(({ settledOn }) => settledOn),
      settlements.map(({ note }) => note),
    ],
  );
}

/** Remembers which row became what; one that was undone is taken over. */
async function insertRows(
  tx: Tx,
  booking: Booking,
  rows: readonly PlannedRow[],
  subjects: readonly string[][],
): Promise<void> {
  await tx.run(
    `insert into import_rows (group_id, fingerprint, import_id, subject_ids, date, title)
     select $1, fingerprint, $2, string_to_array(subject_ids, ' '), date, title
     from unnest($3::text[], $4::text[], $5::date[], $6::text[]) as r (fingerprint, subject_ids, date, title)
     on conflict (group_id, fingerprint) do update
       set import_id = excluded.import_id, subject_ids = excluded.subject_ids, date = excluded.date,
         title = excluded.title, version = 1, undone = false`,
    [
      booking.books.id,
      booking.importId,
      rows.map(({ fingerprint }) => fingerprint),
      subjects.map((ids) => ids.join(" ")),
      rows.map(({ row }) => row.date),
      rows.map(({ row }) => titleOf(row)),
    ],
  );
}

/** Our category for each of the file's. */
async function categoriesOf(tx: Tx, expenses: readonly NewExpense[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>("select id, name from categories");
  const byName = new Map(rows.map(({ id, name }) => [name, id]));
  const general = (await defaultCategory(tx)).id;
  const words = new Set(expenses.map(({ row }) => row.category));
  return new Map([...words].map((word) => [word, byName.get(categoryNameOf(word) ?? "") ?? general]));
}

/** What the shares are follows from the file to the unit, so they are what was entered. */
function splitOf({ shareRows, row }: NewExpense): StoredSplit {
  const parts = shareRows.map(({ memberId, minor }) => ({ memberId, value: amountText(minor, row.currency) }));
  return { mode: "EXACT", parts };
}

/** What the title has no room for, and, where only the net effect is booked, what the file says that it cost. */
function notesOf({ row, payersKnown }: NewExpense): string | null {
  const whole = titleOf(row).endsWith("…") || /[\r\n]/.test(row.description) ? [row.description] : [];
  const cost =
    payersKnown || row.cost === null ? [] : [`Splitwise: ${amountText(row.cost, row.currency)} ${row.currency}`];
  return [...whole, ...cost].join("\n") || null;
}
