import { minorDigits } from "../../kernel/currency.js";
import { pairwiseDebts } from "../../kernel/settle.js";
import type { SplitwiseRow } from "./splitwise.js";

/** A person's amount; `person` is the index in the file's list of people. */
export interface PersonAmount {
  readonly person: number;
  readonly minor: bigint;
}

/** What an expense is booked as: payers and shares both sum to the total. */
export interface BookedExpense {
  readonly kind: "expense";
  readonly total: bigint;
  readonly payers: readonly PersonAmount[];
  readonly shares: readonly PersonAmount[];
  /** False where the file cannot say who paid: then payers and shares are only what it comes to in the end. */
  readonly payersKnown: boolean;
}

/** What a payment is booked as: usually one transfer, several where several people paid or received. */
export interface BookedPayment {
  readonly kind: "payment";
  readonly transfers: readonly { readonly from: number; readonly to: number; readonly minor: bigint }[];
}

type Cells = Pick<SplitwiseRow, "cells" | "cost" | "currency" | "isPayment">;

/**
 * What a row means. Whatever it is booked as, each person's balance moves by exactly his cell.
 *
 * @throws where nobody's cell differs from zero: such a row is reported, not booked.
 */
export function interpret(row: Cells): BookedExpense | BookedPayment {
  if (row.isPayment) return payment(row.cells);
  if (row.cost !== null && row.cost < 0n) {
    return mirrored(expense({ ...row, cost: -row.cost, cells: row.cells.map((cell) => -cell) }));
  }
  return expense(row);
}

/** The receiver's cell is negative, the payer's positive. */
function payment(cells: readonly bigint[]): BookedPayment {
  const nets = involved(cells).map(({ person, minor }) => ({ memberId: orderedKey(person), minor }));
  const transfers = pairwiseDebts(nets).map((debt) => ({
    from: Number(debt.toId),
    to: Number(debt.fromId),
    minor: debt.minor,
  }));
  return { kind: "payment", transfers };
}

/** The kernel matches people in the order of their ids; here that is the order of the columns. */
function orderedKey(person: number): string {
  return String(person).padStart(6, "0");
}

function expense(row: Cells): BookedExpense {
  const gaining = involved(row.cells).filter(({ minor }) => minor > 0n);
  const owing = involved(row.cells)
    .filter(({ minor }) => minor < 0n)
    .map(negated);
  const [payer, another] = gaining;
  if (payer === undefined) throw new Error("Nobody gains by this row.");
  if (
    row.cost !== null &&
    another === undefined &&
    payer.minor <= row.cost &&
    !paidBySeveral(row.cost, owing, row.currency)
  ) {
    return solePayer(payer, row.cost, owing);
  }
  return { kind: "expense", total: sumOf(gaining), payers: gaining, shares: owing, payersKnown: false };
}

/** One person paid it all; what the others do not owe is the payer's own share. */
function solePayer(payer: PersonAmount, cost: bigint, owing: readonly PersonAmount[]): BookedExpense {
  const own = cost - payer.minor;
  const shares = own === 0n ? owing : [...owing, { person: payer.person, minor: own }];
  const ordered = [...shares].sort((a, b) => a.person - b.person);
  return {
    kind: "expense",
    total: cost,
    payers: [{ person: payer.person, minor: cost }],
    shares: ordered,
    payersKnown: true,
  };
}

/**
 * Whether several people paid, although only one gains: 100.00 → 36.67, −3.33, −33.34 is an equal split of which one
 * paid 70 and another 30. No file tells it from a sole payer's odd shares (63.33, 3.33, 33.34); it is told by what
 * people do: they pay round sums, and nobody enters such shares. Where the shares are round too, or equal, one paid.
 */
function paidBySeveral(cost: bigint, owing: readonly PersonAmount[], currency: string): boolean {
  const round = roundSum(currency);
  if (owing.every(({ minor }) => minor % round === 0n)) return false;
  const people = BigInt(owing.length + 1);
  const least = cost / people;
  const equalShares = cost % people === 0n ? [least] : [least, least + 1n];
  const paid = owing.map(({ minor }) =>
    equalShares.map((share) => share - minor).find((sum) => sum >= 0n && sum % round === 0n),
  );
  return paid.every((sum) => sum !== undefined) && paid.some((sum) => sum !== 0n);
}

/** What people round to: whole euros, a hundred yen. */
function roundSum(currency: string): bigint {
  const digits = minorDigits(currency);
  return digits < 2 ? 100n : 10n ** BigInt(digits);
}

/** A refund is the mirror image of an expense: whoever got the money is its (negative) payer. */
function mirrored(expense: BookedExpense): BookedExpense {
  const { total, payers, shares } = expense;
  return { ...expense, total: -total, payers: payers.map(negated), shares: shares.map(negated) };
}

function involved(cells: readonly bigint[]): PersonAmount[] {
  return cells.map((minor, person) => ({ person, minor })).filter(({ minor }) => minor !== 0n);
}

function negated({ person, minor }: PersonAmount): PersonAmount {
  return { person, minor: -minor };
}

function sumOf(amounts: readonly PersonAmount[]): bigint {
  return amounts.reduce((sum, { minor }) => sum + minor, 0n);
}
