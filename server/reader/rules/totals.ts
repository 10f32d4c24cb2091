import type { Amount } from "./amounts.js";
import { type BillRow, isSummary, valueOf } from "./bill.js";
import type { FoundLine, Region } from "./items.js";
import { type Fit, fitOf, type Part, sumOf } from "./parts.js";
import type { Role } from "./roles.js";
import type { NamedSum, TaxLine } from "./sums.js";

/** What speaks for an amount being the total, each as a number that says how much. */
export interface Evidence {
  /** The strongest label of a total in front of it: 0 to 3. */
  readonly label: number;
  /** How often it stands in a row of a total, beyond the first time. */
  readonly again: number;
  /** How often it stands at the end of a row, whatever that says, beyond the first time. */
  readonly repeated: number;
  /** Whether a card was charged with it. */
  readonly card: number;
  /** Whether the cash given less the change is it: 1, or half where no change was given. */
  readonly cash: number;
  /** Whether the lines and parts make it: 1 less what had to be left out; little where one line alone is it. */
  readonly lines: number;
  /** Whether a subtotal and parts make it, likewise. */
  readonly subtotal: number;
  /** Whether the table of taxes comes to it. */
  readonly taxes: number;
  /** 1 where it is what another total was rounded to, -1 where it was rounded itself. */
  readonly rounded: number;
  /** Whether a row below it is called a total, too, and is larger: then it is rather a sum on the way. */
  readonly surpassed: number;
  /** Whether it is the largest amount that is no cash. */
  readonly largest: number;
  /** Whether it stands nowhere, and was concluded; less where a total that was read almost like it stands. */
  readonly concluded: number;
  /** Of what was concluded, the label of the total that was read almost like it. */
  readonly almost: number;
  /** Whether it stands in rows alone that name something else. */
  readonly other: number;
  /** Whether a total below it, or what it was rounded by, could not be read. */
  readonly unread: number;
  /** Whether letters had to be read as digits, or the engine was unsure. */
  readonly unsure: number;
}

/** An amount that may be the total. */
export interface TotalCandidate {
  readonly minor: bigint;
  readonly points: number;
  readonly evidence: Evidence;
  /** Where it stands best; null where it was concluded. */
  readonly stands: { readonly row: BillRow; readonly amount: Amount } | null;
  readonly linesFit: Fit | null;
  readonly subtotalFit: { readonly subtotal: NamedSum; readonly fit: Fit } | null;
}

/** All that was found on the receipt and bears on its total. */
export interface Bill {
  readonly rows: readonly BillRow[];
  readonly region: Region;
  readonly lines: readonly FoundLine[];
  readonly sums: readonly NamedSum[];
  readonly parts: readonly Part[];
  readonly taxes: readonly TaxLine[];
}

/**
 * What each kind of evidence is worth: set by hand, then moved a little towards what tells the totals of two thirds of the
 * development receipts apart best (a conditional logit with a ridge around the values that were set).
 */
const POINTS: Readonly<Record<keyof Evidence, number>> = {
  label: 1,
  again: 0.75,
  repeated: 0.55,
  card: 1.85,
  cash: 3.15,
  lines: 2.35,
  subtotal: 2.4,
  taxes: 1.5,
  rounded: 3.4,
  surpassed: -1,
  largest: 1.3,
  concluded: -2.9,
  almost: 1,
  other: -2,
  unread: -0.3,
  unsure: -0.8,
};

/** No receipt has more amounts that are worth to be looked at. */
const CANDIDATES_MAX = 60;
const LEARNED_POINTS = 4;
const OTHERS = new Set<Role>([
  "CHANGE",
  "TAX",
  "SAVED",
  "DISCOUNT",
  "ROUNDING",
  "TIP",
  "SERVICE",
  "FEE",
  "COUNT",
  "DEPOSIT",
]);

/** The amounts that may be the total, the most probable first. `hint` adds to what somebody corrected before. */
export function totalsOf(bill: Bill, hint: (row: BillRow) => boolean): TotalCandidate[] {
  const standing = standingAmounts(bill.rows);
  const values = new Set([...standing.keys(), ...concludedOf(bill)]);
  const largest = largestOf(bill);
  const candidates = [...values]
    .slice(0, CANDIDATES_MAX)
    .map((minor) => candidateOf(bill, minor, standing.get(minor) ?? [], largest));
  const hinted = candidates.map((candidate) => {
    const isHinted = (standing.get(candidate.minor) ?? []).some(({ row }) => hint(row));
    return isHinted ? { ...candidate, points: candidate.points + LEARNED_POINTS } : candidate;
  });
  return hinted.sort((a, b) => b.points - a.points || (a.minor < b.minor ? 1 : -1));
}

interface Standing {
  readonly row: BillRow;
  readonly amount: Amount;
  readonly last: boolean;
  /** Whether only the engine that is believed less read it so. */
  readonly isOther: boolean;
}

/** Every amount by its value, where it stands; sums come first, because so many alone are looked at. */
function standingAmounts(rows: readonly BillRow[]): Map<bigint, Standing[]> {
  const ordered = [...rows.filter(isSummary), ...rows.filter((row) => !isSummary(row)).reverse()];
  const found = new Map<bigint, Standing[]>();
  const add = (minor: bigint, standing: Standing) => found.set(minor, [...(found.get(minor) ?? []), standing]);
  for (const row of ordered) {
    for (const [index, amount] of row.amounts.entries()) {
      if (amount.minor === 0n) continue;
      const last = index === row.amounts.length - 1;
      add(amount.minor, { row, amount, last, isOther: false });
      if (amount.other !== null) add(amount.other, { row, amount, last, isOther: true });
    }
  }
  return found;
}

/** What the total must be by payments, parts and taxes, whether it stands there or not. */
function concludedOf(bill: Bill): bigint[] {
  const { lines, sums, parts, taxes } = bill;
  const payments = paidLessChange(bill).filter(({ weight }) => weight !== 0.6);
  const gross = taxes.reduce((sum, line) => sum + line.gross, 0n);
  const added = parts.reduce((sum, { effect }) => sum + effect, 0n);
  const subtotals = sums.filter(({ role }) => role === "SUBTOTAL").map(({ amount }) => amount.minor + added);
  const made = lines.length > 1 ? [sumOf(lines), sumOf(lines) + added] : [];
  const rounded = roundingsOf(bill).map(({ to }) => to);
  return [...payments.map(({ paid }) => paid), gross, ...subtotals, ...made, ...rounded].filter(
    (minor) => minor !== 0n,
  );
}

interface Paid {
  readonly minor: bigint;
  readonly row: BillRow;
}

/** What was given less what was given back; where the name of one of the two was not read, it may stand beside the other. */
function paidLessChange({ sums, rows }: Bill): { paid: bigint; weight: number }[] {
  const named = (sought: Role): Paid[] =>
    sums.filter(({ role }) => role === sought).map(({ amount, row }) => ({ minor: sizeOf(amount.minor), row }));
  const [cash, change] = [named("CASH"), named("CHANGE")];
  const isSure = cash.length > 0 && change.length > 0;
  const given = cash.length > 0 ? cash : change.flatMap(({ row }) => unnamed(rows, row.index - 2, row.index));
  const back = change.length > 0 ? change : cash.flatMap(({ row }) => unnamed(rows, row.index + 1, row.index + 3));
  return given.flatMap((one) =>
    back
      .filter((other) => other.minor < one.minor)
      .map((other) => ({ paid: one.minor - other.minor, weight: !isSure ? 0.6 : other.minor === 0n ? 0.5 : 1 })),
  );
}

function unnamed(rows: readonly BillRow[], from: number, to: number): Paid[] {
  return rows.slice(Math.max(0, from), to).flatMap((row) => {
    const amount = valueOf(row);
    return row.label.role === "NONE" && amount !== null && amount.minor !== 0n
      ? [{ minor: sizeOf(amount.minor), row }]
      : [];
  });
}

function sizeOf(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function largestOf({ rows }: Bill): bigint {
  const amounts = rows
    .filter(({ label }) => !["CASH", "CHANGE", "SAVED"].includes(label.role))
    .flatMap((row) => row.amounts);
  return amounts.filter(({ whole }) => whole).reduce((most, { minor }) => (minor > most ? minor : most), 0n);
}

function candidateOf(bill: Bill, minor: bigint, standing: readonly Standing[], largest: bigint): TotalCandidate {
  const totals = standing.filter(({ row, last }) => last && row.label.role === "TOTAL" && isSummary(row));
  const isNamed = bill.sums.some(({ role }) => role === "TOTAL") || bill.rows.some(isUnread);
  const weightOf = (each: Standing) => labelWeight(each, isNamed);
  const [best] = [...totals, ...standing].sort((a, b) => weightOf(b) - weightOf(a));
  const almost = standing.length > 0 ? 0 : almostEvidence(bill, minor);
  const linesFit = bill.lines.length === 0 ? null : fitOf(sumOf(bill.lines), minor, bill.parts);
  const subtotalFit = subtotalFitOf(bill, minor);
  const evidence: Evidence = {
    label: best === undefined ? 0 : weightOf(best),
    again: Math.min(2, Math.max(0, totals.length - 1)),
    repeated: Math.min(2, Math.max(0, standing.filter(({ last }) => last).length - 1)),
    card: bill.sums.some(({ role, amount }) => role === "CARD" && amount.minor === minor) ? 1 : 0,
    cash: cashEvidence(bill, minor),
    lines: linesEvidence(bill, linesFit),
    subtotal:
      subtotalFit === null ? 0 : Math.max(0, (subtotalFit.fit.parts.length > 0 ? 1 : 0.3) - subtotalFit.fit.cost),
    taxes: taxEvidence(bill, minor),
    rounded: roundedEvidence(bill, minor, standing.length > 0),
    surpassed: surpassedEvidence(bill.sums, minor),
    largest: minor === largest ? 1 : 0,
    concluded: standing.length > 0 ? 0 : almost > 0 ? 0.3 : subtotalFit !== null && bill.rows.some(isUnread) ? 0.5 : 1,
    almost,
    other: otherEvidence(standing),
    unread: best === undefined ? 0 : unreadEvidence(bill.rows, best.row),
    unsure: best !== undefined && (best.isOther || best.amount.repaired || best.amount.sure < 0.6) ? 1 : 0,
  };
  const points = (Object.keys(POINTS) as (keyof Evidence)[]).reduce((sum, key) => sum + POINTS[key] * evidence[key], 0);
  return { minor, points, evidence, stands: best ?? null, linesFit, subtotalFit };
}

/** Where nothing is called a total, a subtotal may be it. */
function labelWeight({ row, last, isOther }: Standing, isNamed: boolean): number {
  if (!last || row.label.covered < 0.3) return 0;
  if (row.label.role === "SUBTOTAL" && !isNamed) return 1.5;
  return row.label.strength * (isOther ? 0.6 : 1);
}

function cashEvidence(bill: Bill, minor: bigint): number {
  const paid = paidLessChange(bill).filter((each) => each.paid === minor);
  if (paid.length > 0) return Math.max(...paid.map(({ weight }) => weight));
  const isGiven = bill.sums.some(({ role, amount }) => role === "CASH" && amount.minor === minor);
  const isOpen = bill.sums.every(({ role }) => role !== "CHANGE" && role !== "TOTAL");
  return isGiven ? (isOpen ? 0.8 : 0.3) : 0;
}

/** One line that costs as much as the total says little; several that come to it say much. */
function linesEvidence({ lines }: Bill, fit: Fit | null): number {
  if (fit === null) return 0;
  const counted = lines.filter(({ effect }) => effect !== 0n).length;
  const weight = counted + fit.parts.length > 1 ? 1 : 0.4;
  return Math.max(0, weight - fit.cost * 0.6);
}

function subtotalFitOf({ sums, parts }: Bill, minor: bigint): TotalCandidate["subtotalFit"] {
  const found = sums.flatMap((subtotal) => {
    const fit = isBase(subtotal, minor) ? fitOf(subtotal.amount.minor, minor, parts) : null;
    // A total that comes to another one is a subtotal of it only by what stands between them.
    return fit && (subtotal.role === "SUBTOTAL" || fit.parts.length > 0) ? [{ subtotal, fit }] : [];
  });
  return found.sort((a, b) => a.fit.cost - b.fit.cost || b.fit.parts.length - a.fit.parts.length)[0] ?? null;
}

/**
 * The label of a total that was rounded to this, or of one of as many digits of which one was read wrongly; two, where the
 * engine was unsure of it.
 */
function almostEvidence(bill: Bill, minor: bigint): number {
  const digits = minor.toString();
  const rounded = roundingsOf(bill).filter(({ to }) => to === minor);
  const labels = bill.sums.flatMap(({ role, amount, row }) => {
    const read = amount.minor.toString();
    if (role === "TOTAL" && rounded.some(({ from }) => from === amount.minor)) return [row.label.strength];
    if (role !== "TOTAL" || read.length !== digits.length) return [];
    const wrong = [...read].filter((digit, index) => digit !== digits[index]).length;
    if (wrong > 2 || (wrong === 2 && amount.sure >= 0.8)) return [];
    // What the engine is sure of is not given up for one sum that may be misread itself.
    return [row.label.strength * (amount.sure >= 0.9 ? 0.5 : 1)];
  });
  return Math.max(0, ...labels);
}

/** Of what is damaged nobody knows whether it says the same. */
function unreadEvidence(rows: readonly BillRow[], { index }: BillRow): number {
  const isUnreadRounding = ({ label, amounts }: BillRow) =>
    label.role === "ROUNDING" && label.covered >= 0.6 && amounts.length === 0;
  return rows.slice(index + 1, index + 6).some((row) => isUnread(row) || isUnreadRounding(row)) ? 1 : 0;
}

function isUnread({ label, amounts }: BillRow): boolean {
  return label.role === "TOTAL" && label.covered >= 0.6 && amounts.length === 0;
}

/** The smallest coin where bills are rounded, and within how many rows of the total it says by what. */
const COIN = 5n;
const ROUNDED_ROWS = 3;

/**
 * Totals that no coins pay, and what they come to by the rounding that stands beside them, also where that could not be read.
 * Where a total that coins pay stands below, nothing is to be concluded.
 */
function roundingsOf({ rows, sums }: Bill): { from: bigint; to: bigint }[] {
  const roundings = rows.filter(isRounding);
  const totals = sums.filter(({ role }) => role === "TOTAL");
  const isPaid = (minor: bigint) => minor % COIN === 0n;
  return totals.flatMap(({ amount: { minor: from }, row }) => {
    const near = roundings.filter(({ index }) => Math.abs(index - row.index) <= ROUNDED_ROWS);
    const isDone = totals.some(
      (other) => near.some(({ index }) => index < other.row.index) && isPaid(other.amount.minor),
    );
    if (isPaid(from) || from < 0n || isDone) return [];
    return near.map((rounding) => ({ from, to: roundedBy(from, sizeOf(valueOf(rounding)?.minor ?? 0n)) }));
  });
}

function isRounding({ label, amounts }: BillRow): boolean {
  if (label.role !== "ROUNDING" || label.covered < 0.35) return false;
  const minor = amounts.at(-1)?.minor ?? 0n;
  return amounts.length === 0 ? label.covered >= 0.6 : minor !== 0n && sizeOf(minor) < COIN;
}

/** By this much up or down, whichever coins pay: an engine easily loses the sign; else to the nearest coin. */
function roundedBy(minor: bigint, by: bigint): bigint {
  const made = [minor + by, minor - by].find((each) => each % COIN === 0n);
  return made ?? ((minor + COIN / 2n) / COIN) * COIN;
}

/** Of two totals that differ by less than a small coin the later one is paid; one that no coins pay was rounded. */
function roundedEvidence(bill: Bill, minor: bigint, stands: boolean): number {
  const totals = bill.sums.filter(({ role }) => role === "TOTAL");
  const roundings = roundingsOf(bill);
  if (!stands && roundings.some(({ to }) => to === minor)) return 1;
  if (roundings.some(({ from, to }) => from === minor && !isStanding(bill, to))) return -1;
  const at = totals.findLastIndex(({ amount }) => amount.minor === minor);
  if (at < 0) return 0;
  const isNear = ({ amount }: NamedSum) =>
    amount.minor !== minor && amount.minor - minor < 5n && minor - amount.minor < 5n;
  if (totals.slice(at + 1).some(isNear)) return -1;
  return totals.slice(0, at).some(isNear) ? 1 : 0;
}

function isStanding({ rows }: Bill, minor: bigint): boolean {
  return rows.some(({ amounts }) => amounts.some((amount) => amount.minor === minor));
}

function surpassedEvidence(sums: readonly NamedSum[], minor: bigint): number {
  const totals = sums.filter(({ role, row }) => role === "TOTAL" && row.label.strength >= 2);
  const at = totals.findLastIndex(({ amount }) => amount.minor === minor);
  return at >= 0 && totals.slice(at + 1).some(({ amount }) => amount.minor > minor + 4n) ? 1 : 0;
}

function isBase({ role, amount }: NamedSum, minor: bigint): boolean {
  return role === "SUBTOTAL" || (role === "TOTAL" && amount.minor !== minor);
}

/** A total is what the taxes come to, before or after it was rounded. */
function taxEvidence({ taxes, parts }: Bill, minor: bigint): number {
  if (taxes.length === 0) return 0;
  const gross = taxes.reduce((sum, line) => sum + line.gross, 0n);
  const rounded = parts
    .filter(({ sum }) => sum.role === "ROUNDING")
    .flatMap(({ effect }) => [minor - effect, minor + effect]);
  return [minor, ...rounded].some((made) => gross === made || taxes.some((line) => line.gross === made)) ? 1 : 0;
}

/** Rows that name a tax, a tip, the change and so on do not hold the total; cash may, and a line of the bill may. */
function otherEvidence(standing: readonly Standing[]): number {
  if (standing.length === 0) return 0;
  const weights = standing.map(({ row, last }) => {
    const { role } = row.label;
    if (!isSummary(row)) return last ? 0.5 : 0.6;
    if (role === "TOTAL" && last) return 0;
    if (role === "CHANGE" || role === "SAVED") return 1.3;
    if (role === "CASH" || role === "SUBTOTAL") return 0.5;
    return OTHERS.has(role) ? 1 : 0;
  });
  return Math.min(...weights);
}
