import { sum } from "../../kernel/allocate.js";
import type { Decimal } from "../../kernel/decimal.js";
import type { Money } from "../../kernel/money.js";
import type { Share } from "../../kernel/split.js";
import { type ChangedValue, changedMoney, type RecordedChange, sameValue } from "../../platform/events/event.js";
import { amountFrom } from "../../platform/schema/money.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import type { RecordedOriginal } from "../currencies/conversion.js";
import { type Entry, netsOf } from "../ledger/entry.js";
import { billChanges } from "./bill-changes.js";
import type { StoredSplit } from "./expense.entity.js";

/** Who paid, as it was entered; without an amount the only payer pays it all. */
export interface EnteredPayer {
  readonly memberId: string;
  readonly amount: Decimal | null;
}

/** What each payer paid, or nothing where `invalid` was told why. They sum to the total. */
export function paidAmounts(total: Money, payers: readonly EnteredPayer[], invalid: InvalidFields): Share[] {
  if (payers.length === 0) invalid.add(["payers"], "REQUIRED", "Say who paid.");
  refuseTwice(payers, invalid);
  const paid = payers.map(({ memberId, amount }, index) => ({
    memberId,
    minor: paidBy(total, payers.length, amount, invalid, ["payers", String(index), "amount"]),
  }));
  if (!invalid.any && sum(paid.map((payer) => payer.minor)) !== total.minor) {
    invalid.add(["payers"], "SUM_MISMATCH", "What was paid does not add up to the total.");
  }
  return paid;
}

function refuseTwice(payers: readonly EnteredPayer[], invalid: InvalidFields): void {
  const seen = new Set<string>();
  for (const [index, { memberId }] of payers.entries()) {
    if (seen.has(memberId)) {
      invalid.add(["payers", String(index), "memberId"], "DUPLICATE", "This person is named twice.");
    }
    seen.add(memberId);
  }
}

function paidBy(
  total: Money,
  payers: number,
  amount: Decimal | null,
  invalid: InvalidFields,
  path: readonly string[],
): bigint {
  if (amount === null) {
    if (payers > 1) invalid.add(path, "REQUIRED", "With several payers, say what each one paid.");
    return total.minor;
  }
  const minor = amountFrom(amount, total.currency, invalid, path);
  if ((minor < 0n && total.minor > 0n) || (minor > 0n && total.minor < 0n)) {
    invalid.add(path, "OUT_OF_RANGE", "What was paid has the total's sign.");
  }
  return minor;
}

/** An expense as far as its money is concerned. */
export interface ExpenseMoney {
  readonly id: string;
  readonly currency: string;
  readonly incurredOn: string;
  readonly payerRows: readonly Share[];
  readonly shareRows: readonly Share[];
}

/** What the expense does to the balances. */
export function entryOf(expense: ExpenseMoney): Entry {
  const { id, currency, incurredOn, payerRows, shareRows } = expense;
  const nets = netsOf(payerRows, shareRows);
  return { subjectId: id, currency, effectiveOn: incurredOn, reversal: false, nets };
}

/** Whether two versions of an expense move the same balances on the same day. */
export function sameEntry(a: Entry, b: Entry): boolean {
  const text = (entry: Entry) =>
    [entry.currency, entry.effectiveOn, ...entry.nets.map((net) => `${net.memberId} ${net.minor}`).sort()].join();
  return text(a) === text(b);
}

interface ExpenseContent extends ExpenseMoney {
  readonly title: string;
  readonly notes: string | null;
  readonly total: bigint;
  readonly categoryId: string;
  readonly categoryName: string;
  readonly storedSplit: StoredSplit;
  readonly original: RecordedOriginal | null;
}

const FIELDS = ["title", "notes", "total", "conversion", "incurredOn", "category", "splitMode"] as const;

/** What differs between two versions, field by field; without `before` everything that was set. */
export function changesBetween(before: ExpenseContent | null, after: ExpenseContent): RecordedChange[] {
  const changes: RecordedChange[] = [];
  for (const field of FIELDS) add(changes, field, before && valueOf(before, field), valueOf(after, field));
  changes.push(...billChanges(before, after));
  for (const [field, rows] of [
    ["payers", "payerRows"],
    ["shares", "shareRows"],
  ] as const) {
    const [old, now] = [byMember(before, rows), byMember(after, rows)];
    for (const memberId of new Set([...old.keys(), ...now.keys()])) {
      add(changes, field, old.get(memberId) ?? null, now.get(memberId) ?? null, memberId);
    }
  }
  return changes;
}

function add(
  changes: RecordedChange[],
  field: string,
  before: ChangedValue | null,
  after: ChangedValue | null,
  memberId?: string,
): void {
  if (sameValue(before, after)) return;
  changes.push({ field, before, after, ...(memberId === undefined ? {} : { memberId }) });
}

function valueOf(expense: ExpenseContent, field: (typeof FIELDS)[number]): ChangedValue | null {
  switch (field) {
    case "total":
      return changedMoney({ minor: expense.total, currency: expense.currency });
    case "conversion":
      return expense.original;
    case "splitMode":
      return expense.storedSplit.mode;
    case "category":
      return { id: expense.categoryId, title: expense.categoryName };
    case "title":
    case "notes":
    case "incurredOn":
      return expense[field];
  }
}

function byMember(expense: ExpenseContent | null, rows: "payerRows" | "shareRows"): Map<string, ChangedValue> {
  if (!expense) return new Map();
  const { currency } = expense;
  return new Map(expense[rows].map(({ memberId, minor }) => [memberId, changedMoney({ minor, currency })]));
}
