import type { Substitution, TransferParts } from "../../kernel/explain.js";
import { pairwiseDebts, type TransferPlan } from "../../kernel/settle.js";
import type { Share } from "../../kernel/split.js";
import { netsOf } from "../ledger/entry.js";

export type LineKind =
  | "EXPENSE"
  | "SETTLEMENT"
  | "YEAR"
  | "EARLIER"
  | "PAID"
  | "SHARE"
  | "ROUNDED"
  | "ODD_UNITS"
  | "OTHERS"
  | "DEBT"
  | "SUBSTITUTION"
  | "REST";

/** What a line may have beside its kind, label and amount. */
interface LineMore {
  readonly on?: string;
  readonly memberIds?: readonly string[];
  readonly sourceId?: string;
  readonly entries?: number;
  readonly correction?: boolean;
  readonly substitution?: Substitution;
  readonly lines?: () => Lines;
}

/** What a line is made of; some of it has to be read first. */
export type Lines = readonly Line[] | Promise<readonly Line[]>;

const NOBODY: readonly string[] = [];
const NOTHING = (): Lines => [];

/** One line of an explanation, before its running sum. There are thousands of them: they all have one shape. */
export class Line {
  readonly kind: LineKind;
  /** In English. */
  readonly label: string;
  /** In minor units. */
  readonly minor: bigint;
  /** The day that counts; the last one of several. */
  readonly on: string | null;
  readonly memberIds: readonly string[];
  /** Of the expense or settlement. */
  readonly sourceId: string | null;
  /** How many entries stand in this one line. */
  readonly entries: number | null;
  readonly correction: boolean;
  readonly substitution: Substitution | null;
  /** What it is made of, told when somebody asks: they sum to it, or there are none. */
  readonly lines: () => Lines;

  constructor(kind: LineKind, label: string, minor: bigint, more: LineMore = {}) {
    this.kind = kind;
    this.label = label;
    this.minor = minor;
    this.on = more.on ?? null;
    this.memberIds = more.memberIds ?? NOBODY;
    this.sourceId = more.sourceId ?? null;
    this.entries = more.entries ?? null;
    this.correction = more.correction ?? false;
    this.substitution = more.substitution ?? null;
    this.lines = more.lines ?? NOTHING;
  }
}

/** What one expense or settlement did to a balance, or between two people, on one day; or what many did together. */
export interface EntryRow {
  /** Null where many entries stand in one row. */
  readonly subjectId: string | null;
  readonly on: string;
  readonly minor: bigint;
  readonly entries: number;
  /** The row holds everything of its year and before. */
  readonly earlier: boolean;
  readonly correction: boolean;
}

/** An expense as far as its explanation is concerned. */
export interface ExplainedExpense {
  readonly kind: "EXPENSE";
  readonly id: string;
  readonly title: string;
  /** Whether it is known who paid, in the currency that is explained. */
  readonly payersKnown: boolean;
  readonly payerRows: readonly Share[];
  readonly shareRows: readonly Share[];
  /** What rounding added to each member's share. */
  readonly oddUnits: () => (memberId: string) => bigint;
}

export interface ExplainedSettlement {
  readonly kind: "SETTLEMENT";
  readonly id: string;
  readonly fromMemberId: string;
  readonly toMemberId: string;
}

export type Source = ExplainedExpense | ExplainedSettlement;

/** The names of a group's members by their ids. */
export type Names = (memberId: string) => string;

/** The lines of a member's balance: what each expense and settlement did to it. */
export function balanceLines(
  rows: readonly EntryRow[],
  memberId: string,
  source: (id: string) => Source | null,
  names: Names,
): Line[] {
  return rows.map((row) => entryLine(row, source, names, (expense) => paidAndShare(expense, memberId, row.minor)));
}

/** The lines of what one member owes another: what each expense and settlement did between the two. */
export function debtLines(
  rows: readonly EntryRow[],
  { fromId, toId }: { readonly fromId: string; readonly toId: string },
  source: (id: string) => Source | null,
  names: Names,
): Line[] {
  return rows.map((row) =>
    entryLine(row, source, names, (expense) => partsOfDebt(expense, fromId, toId, row.minor, names)),
  );
}

function entryLine(
  row: EntryRow,
  sourceOf: (id: string) => Source | null,
  names: Names,
  linesOf: (expense: ExplainedExpense) => Line[],
): Line {
  const { subjectId, minor, on, correction } = row;
  if (subjectId === null) return summary(row);
  const source = sourceOf(subjectId);
  const label = (text: string) => (correction ? `Correction of ${text}` : text);
  const more = { on, correction, sourceId: subjectId };
  if (source?.kind === "SETTLEMENT") {
    const { fromMemberId, toMemberId } = source;
    const text = `Payment from ${names(fromMemberId)} to ${names(toMemberId)}`;
    return new Line("SETTLEMENT", label(text), minor, { ...more, memberIds: [fromMemberId, toMemberId] });
  }
  const lines = source && !correction ? () => linesOf(source) : NOTHING;
  return new Line("EXPENSE", label(source?.title ?? "Expense"), minor, { ...more, lines });
}

function summary({ on, minor, entries, earlier }: EntryRow): Line {
  const count = `${entries.toLocaleString("en-US")} ${entries === 1 ? "entry" : "entries"}`;
  const year = on.slice(0, 4);
  return earlier
    ? new Line("EARLIER", `Until ${year}: ${count}`, minor, { on, entries })
    : new Line("YEAR", `${year}: ${count}`, minor, { on, entries });
}

function amountOf(rows: readonly Share[], memberId: string): bigint {
  return rows.find((row) => row.memberId === memberId)?.minor ?? 0n;
}

/** What a member paid and bears, where that is what moved their balance; nothing where the expense has changed since. */
export function paidAndShare(expense: ExplainedExpense, memberId: string, minor: bigint): Line[] {
  const paid = amountOf(expense.payerRows, memberId);
  const share = amountOf(expense.shareRows, memberId);
  if (!expense.payersKnown || paid - share !== minor) return [];
  const lines = [part("PAID", "Paid", paid, memberId, expense), shareLine("Share", share, -1n, memberId, expense)];
  return lines.filter((line) => line.minor !== 0n);
}

/**
 * What one member's debt to another for one expense is made of: the debtor's share, less what they paid themself, less
 * what they owe the others who paid. Nothing where the expense has changed since.
 */
export function partsOfDebt(
  expense: ExplainedExpense,
  fromId: string,
  toId: string,
  minor: bigint,
  names: Names,
): Line[] {
  const debts = pairwiseDebts(netsOf(expense.payerRows, expense.shareRows));
  const sign = minor > 0n ? 1n : -1n;
  const [debtorId, creditorId] = sign > 0n ? [fromId, toId] : [toId, fromId];
  const own = debts.filter((debt) => debt.fromId === debtorId);
  const owed = own.find((debt) => debt.toId === creditorId)?.minor ?? 0n;
  if (!expense.payersKnown || owed !== minor * sign) return [];
  const share = amountOf(expense.shareRows, debtorId);
  const paid = amountOf(expense.payerRows, debtorId);
  const others = own
    .filter((debt) => debt.toId !== creditorId)
    .map((debt) => {
      const more = { memberIds: [debtorId, debt.toId], sourceId: expense.id };
      return new Line("OTHERS", `Owed to ${names(debt.toId)}`, -sign * debt.minor, more);
    });
  const lines = [
    shareLine(`Share of ${names(debtorId)}`, share, sign, debtorId, expense),
    part("PAID", `Paid by ${names(debtorId)}`, -sign * paid, debtorId, expense),
    ...others,
  ];
  return lines.filter((line) => line.minor !== 0n);
}

/** A share, with what rounding did to it. */
function shareLine(label: string, share: bigint, sign: bigint, memberId: string, expense: ExplainedExpense): Line {
  const lines = () => {
    const odd = expense.oddUnits()(memberId);
    if (odd === 0n) return [];
    const parts = [
      part("ROUNDED", "Exact share, rounded towards zero", sign * (share - odd), memberId, expense),
      part("ODD_UNITS", "Odd unit", sign * odd, memberId, expense),
    ];
    return parts.filter((line) => line.minor !== 0n);
  };
  return new Line("SHARE", label, sign * share, { memberIds: [memberId], sourceId: expense.id, lines });
}

function part(kind: LineKind, label: string, minor: bigint, memberId: string, expense: ExplainedExpense): Line {
  return new Line(kind, label, minor, { memberIds: [memberId], sourceId: expense.id });
}

/** What two members owe each other, as one line: positive where the first owes the second. */
export function debtLine({ fromId, toId, minor }: TransferPlan, names: Names, lines: () => Lines): Line {
  const [debtorId, creditorId] = minor < 0n ? [toId, fromId] : [fromId, toId];
  const label = `${names(debtorId)} owes ${names(creditorId)}`;
  return new Line("DEBT", label, minor, { memberIds: [debtorId, creditorId], lines });
}

/** The lines of a transfer: the debt between the two, and each step that simplification made. */
export function transferLines(
  transfer: TransferPlan,
  { direct, substitutions, rest }: TransferParts,
  lines: () => Lines,
  names: Names,
): Lines {
  if (substitutions.length === 0 && rest === 0n && direct === transfer.minor) return lines();
  const debt = direct === 0n ? [] : [debtLine({ ...transfer, minor: direct }, names, lines)];
  const steps = substitutions.map(({ substitution, minor }) => substitutionLine(substitution, minor, names));
  const left = rest === 0n ? [] : [new Line("REST", "Further simplification", rest)];
  return [...debt, ...steps, ...left];
}

function substitutionLine(substitution: Substitution, minor: bigint, names: Names): Line {
  const { instead, now, open } = substitution;
  const hops = [...instead, ...now, ...(open ? [open] : [])];
  const memberIds = [...new Set(hops.flatMap(({ fromId, toId }) => [fromId, toId]))];
  const label = substitutionText(substitution, names);
  return new Line("SUBSTITUTION", label, minor, { memberIds, substitution });
}

/** What a substitution does, in English. */
export function substitutionText({ instead, now, open }: Substitution, names: Names): string {
  const paying = listed(instead.map(({ fromId, toId }) => `${names(fromId)} paying ${names(toId)}`));
  const pays = listed(now.map(({ fromId, toId }) => `${names(fromId)} pays ${names(toId)}`));
  const later = open ? `what ${names(open.fromId)} owes and ${names(open.toId)} is owed stays open` : "";
  if (instead.length === 0) return capital([pays, later].filter(Boolean).join("; "));
  if (now.length === 0 && !open) return `Cancelled out in a circle: ${paying}`;
  return `Instead of ${paying}: ${[pays, later].filter(Boolean).join("; ")}`;
}

function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)!}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
