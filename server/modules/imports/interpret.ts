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
 * Ratios that many rows of a file share, read as if one person had paid each of them: 50/30/20 for this and that cost
 * is how these people split, and no coincidence.
 */
export class SharedRatios {
  private readonly costs = new Map<string, Set<bigint>>();

  /** Takes a row of the file into account. */
  add(row: Cells): void {
    const { cost, cells } = uprightOf(row);
    const sole = row.isPayment ? null : soleReading(cost, cells);
    if (sole === null) return;
    const key = ratioOf(sole);
    const costs = this.costs.get(key) ?? new Set();
    // The same cost again says nothing new: rent that two of three pay together comes every month.
    if (costs.size < MANY) costs.add(sole.total);
    this.costs.set(key, costs);
  }

  has(sole: BookedExpense): boolean {
    return (this.costs.get(ratioOf(sole))?.size ?? 0) >= MANY;
  }
}

/** So many rows of different costs make a ratio the people's own. */
const MANY = 3;

/** Who bears how many per cent, to the nearest. */
function ratioOf({ total, shares }: BookedExpense): string {
  return shares.map(({ person, minor }) => `${person}:${(minor * 200n + total) / (total * 2n)}`).join(" ");
}

/** A refund is read as the expense that it mirrors. */
function uprightOf({ cost, cells }: Cells): { cost: bigint | null; cells: readonly bigint[] } {
  return cost !== null && cost < 0n ? { cost: -cost, cells: cells.map((cell) => -cell) } : { cost, cells };
}

/** The row as if the only one who gains had paid it all; null where that cannot be. */
function soleReading(cost: bigint | null, cells: readonly bigint[]): BookedExpense | null {
  const [payer, another] = involved(cells).filter(({ minor }) => minor > 0n);
  if (cost === null || payer === undefined || another !== undefined || payer.minor > cost) return null;
  return solePayer(payer, cost, owingIn(cells));
}

function owingIn(cells: readonly bigint[]): PersonAmount[] {
  return involved(cells)
    .filter(({ minor }) => minor < 0n)
    .map(negated);
}

/**
 * What a row means. Whatever it is booked as, each person's balance moves by exactly their cell.
 *
 * @param ratios of the row's whole file.
 * @throws where nobody's cell differs from zero: such a row is reported, not booked.
 */
export function interpret(row: Cells, ratios = new SharedRatios()): BookedExpense | BookedPayment {
  if (row.isPayment) return payment(row.cells);
  const { cost, cells } = uprightOf(row);
  const booked = expense({ ...row, cost, cells }, ratios);
  return cost === row.cost ? booked : mirrored(booked);
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

function expense({ cost, cells, currency }: Cells, ratios: SharedRatios): BookedExpense {
  const gaining = involved(cells).filter(({ minor }) => minor > 0n);
  if (gaining.length === 0) throw new Error("Nobody gains by this row.");
  const owing = owingIn(cells);
  const sole = soleReading(cost, cells);
  if (sole !== null && (!paidBySeveral(sole.total, owing, currency) || ratios.has(sole))) return sole;
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
 * people do: they pay round sums, and nobody enters such shares. Where the shares are round too, or equal, one paid; and
 * so one did between two people, who split by 70 and 30 far more often than they pay together.
 */
function paidBySeveral(cost: bigint, owing: readonly PersonAmount[], currency: string): boolean {
  const round = roundSum(currency);
  if (owing.length < 2) return false;
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
