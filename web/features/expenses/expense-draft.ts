import { sum } from "../../../server/kernel/allocate.js";
import { type AmountProblem, readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal, decimalText } from "../../../server/kernel/decimal.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import { amountText, minorFrom } from "../../../server/kernel/money.js";
import { type SplitMode, type SplitPart, splitShares, WEIGHT_DECIMALS } from "../../../server/kernel/split.js";

export const SPLIT_MODES: readonly SplitMode[] = ["EQUAL", "EXACT", "PERCENTAGE", "SHARES", "ADJUSTMENT"];

type ValueMode = Exclude<SplitMode, "EQUAL">;
type Typed = Readonly<Record<string, string>>;

/** What stands in the fields of the form, exactly as it was typed. */
export interface ExpenseDraft {
  readonly title: string;
  readonly amount: string;
  readonly currency: string;
  readonly incurredOn: string;
  readonly categoryId: string | null;
  readonly notes: string;
  /** Whether several people paid; then `payerAmounts` counts, else `payerId`. */
  readonly several: boolean;
  readonly payerId: string;
  readonly payerAmounts: Typed;
  readonly mode: SplitMode;
  /** Who takes part where the split is equal or by adjustment; in the other modes whoever has a value does. */
  readonly taking: readonly string[];
  /** Kept for each mode, so that looking at another loses nothing. */
  readonly values: Readonly<Record<ValueMode, Typed>>;
}

export interface ExpenseInputFields {
  readonly title: string;
  readonly notes: string | null;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly incurredOn: string;
  readonly categoryId: string | null;
  readonly payers: { readonly memberId: string; readonly amount: string | null }[];
  readonly split: {
    readonly mode: SplitMode;
    readonly parts: { readonly memberId: string; readonly value: string | null }[];
  };
}

/** What is left to hand out before the numbers agree; `unit` says of what. */
export interface Left {
  readonly amount: string;
  readonly unit: "money" | "percent";
  readonly zero: boolean;
}

/** Where something is wrong ("title", "amount", "payer:mem_…", "part:mem_…", "payers", "split") and what. */
export type DraftProblems = Readonly<Record<string, string>>;

/** What a draft means. `input` is there only where everything is right. */
export interface DraftReading {
  readonly problems: DraftProblems;
  /** The total, where it was reckoned rather than written. */
  readonly reckoned: string | null;
  /** Each person's share to the cent, by member. */
  readonly shares: ReadonlyMap<string, string> | null;
  readonly payersLeft: Left | null;
  readonly splitLeft: Left | null;
  readonly input: ExpenseInputFields | null;
}

/** What was stored, as the API gives it. */
export interface StoredExpense {
  readonly title: string;
  readonly notes?: string | null;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly incurredOn: string;
  readonly category: { readonly id: string };
  readonly payers: readonly {
    readonly member: { readonly id: string };
    readonly amount: { readonly amount: string };
  }[];
  readonly split: {
    readonly mode: string;
    readonly parts: readonly { readonly member: { readonly id: string }; readonly value?: string | null }[];
  };
}

const NO_VALUES: ExpenseDraft["values"] = { EXACT: {}, PERCENTAGE: {}, SHARES: {}, ADJUSTMENT: {} };

/** An empty form: the reader paid, and everybody takes an equal part. */
export function newDraft(start: {
  currency: string;
  today: string;
  payerId: string;
  memberIds: readonly string[];
}): ExpenseDraft {
  return {
    title: "",
    amount: "",
    currency: start.currency,
    incurredOn: start.today,
    categoryId: null,
    notes: "",
    several: false,
    payerId: start.payerId,
    payerAmounts: {},
    mode: "EQUAL",
    taking: start.memberIds,
    values: { ...NO_VALUES, SHARES: Object.fromEntries(start.memberIds.map((id) => [id, "1"])) },
  };
}

/** The form as it was when the expense was entered. */
export function draftOf(expense: StoredExpense, locale: string): ExpenseDraft {
  const { payers, split, total } = expense;
  const mode = SPLIT_MODES.find((each) => each === split.mode) ?? "EQUAL";
  const typed = (value: string) => typedAmount(value, locale);
  const values = Object.fromEntries(
    split.parts.map(({ member, value }) => [member.id, value == null ? "" : typed(value)]),
  );
  const taking = split.parts.map((part) => part.member.id);
  return {
    title: expense.title,
    amount: typed(total.amount),
    currency: total.currency,
    incurredOn: expense.incurredOn,
    categoryId: expense.category.id,
    notes: expense.notes ?? "",
    several: payers.length > 1,
    payerId: payers[0]!.member.id,
    payerAmounts: Object.fromEntries(payers.map(({ member, amount }) => [member.id, typed(amount.amount)])),
    mode,
    taking,
    values: {
      ...NO_VALUES,
      SHARES: Object.fromEntries(taking.map((id) => [id, "1"])),
      ...(mode !== "EQUAL" && { [mode]: values }),
    },
  };
}

/**
 * Understands a draft as far as it goes: the shares are previewed by the server's own arithmetic under the id that the
 * expense will have, so that what is seen is what will be stored.
 */
export function readDraft(
  draft: ExpenseDraft,
  context: { expenseId: string; memberIds: readonly string[]; locale: string },
): DraftReading {
  const problems: Record<string, string> = {};
  const digits = minorDigits(draft.currency);
  const amount = readAmount(draft.amount, context.locale, digits);
  const total = amount.ok ? amount.text : null;
  if (!amount.ok) problems.amount = amountProblem(amount.problem);
  else if (isNothing(amount.text)) problems.amount = "ZERO";
  if (draft.title.trim() === "") problems.title = "REQUIRED";
  else if ([...draft.title.trim()].length > 200) problems.title = "TOO_LONG";
  if (!isLocalDate(draft.incurredOn)) problems.incurredOn = "DATE";

  const payers = readPayers(draft, total, context, problems);
  const split = readSplit(draft, total, context, problems);
  const sound = Object.keys(problems).length === 0 && total !== null;
  return {
    problems,
    reckoned: amount.ok && amount.computed ? amount.text : null,
    shares: split.shares,
    payersLeft: payers.left,
    splitLeft: split.left,
    input: sound
      ? {
          title: draft.title.trim(),
          notes: draft.notes.trim() === "" ? null : draft.notes,
          total: { amount: total, currency: draft.currency },
          incurredOn: draft.incurredOn,
          categoryId: draft.categoryId,
          payers: payers.input,
          split: { mode: draft.mode, parts: split.parts },
        }
      : null,
  };
}

interface Context {
  readonly expenseId: string;
  readonly memberIds: readonly string[];
  readonly locale: string;
}

function amountProblem(problem: AmountProblem): string {
  return problem === "EMPTY" ? "REQUIRED" : problem;
}

function isNothing(amount: string): boolean {
  return Decimal.parse(amount)!.units === 0n;
}

function minorIn(currency: string, amount: string): bigint {
  const minor = minorFrom(Decimal.parse(amount)!, currency);
  return typeof minor === "bigint" ? minor : 0n;
}

/** The fields that have something in them, read one by one; what cannot be read is a problem at its place. */
function readValues(
  typed: Typed,
  spot: string,
  digits: number,
  context: Context,
  problems: Record<string, string>,
): Map<string, string> {
  const read = new Map<string, string>();
  for (const memberId of context.memberIds) {
    const answer = readAmount(typed[memberId] ?? "", context.locale, digits);
    if (answer.ok) read.set(memberId, answer.text);
    else if (answer.problem !== "EMPTY") problems[`${spot}:${memberId}`] = answer.problem;
  }
  return read;
}

function readPayers(draft: ExpenseDraft, total: string | null, context: Context, problems: Record<string, string>) {
  if (!draft.several) return { left: null, input: [{ memberId: draft.payerId, amount: total }] };
  const amounts = readValues(draft.payerAmounts, "payer", minorDigits(draft.currency), context, problems);
  const paying = [...amounts].filter(([, amount]) => !isNothing(amount));
  const left =
    total === null
      ? null
      : leftOf(
          draft.currency,
          total,
          paying.map(([, amount]) => amount),
        );
  if (paying.length === 0) problems.payers = "REQUIRED";
  else if (left && !left.zero) problems.payers = "SUM_MISMATCH";
  for (const [memberId, amount] of paying) {
    if (total !== null && amount.startsWith("-") !== total.startsWith("-")) problems[`payer:${memberId}`] = "SIGN";
  }
  return { left, input: paying.map(([memberId, amount]) => ({ memberId, amount })) };
}

function readSplit(draft: ExpenseDraft, total: string | null, context: Context, problems: Record<string, string>) {
  const parts = partsOf(draft, context, problems);
  const left = total === null ? null : splitLeft(draft, total, parts);
  const readable = Object.keys(problems).every((spot) => !spot.startsWith("part:"));
  if (parts.length === 0) problems.split = "REQUIRED";
  if (total === null || isNothing(total) || !readable || parts.length === 0) return { parts, left, shares: null };
  const money = { minor: minorIn(draft.currency, total), currency: draft.currency };
  const decimals: SplitPart[] = parts.map(({ memberId, value }) => ({
    memberId,
    value: value === null ? null : Decimal.parse(value),
  }));
  const answer = splitShares(draft.mode, money, decimals, context.expenseId);
  if ("shares" in answer) {
    return {
      parts,
      left,
      shares: new Map(answer.shares.map((share) => [share.memberId, amountText(share.minor, draft.currency)])),
    };
  }
  for (const problem of answer.problems) {
    const spot = problem.part === undefined ? "split" : `part:${parts[problem.part]!.memberId}`;
    problems[spot] ??= problem.code === "OUT_OF_RANGE" && draft.mode === "EXACT" ? "SIGN" : problem.code;
  }
  return { parts, left, shares: null };
}

function partsOf(draft: ExpenseDraft, context: Context, problems: Record<string, string>) {
  const { mode } = draft;
  const taking = context.memberIds.filter((memberId) => draft.taking.includes(memberId));
  if (mode === "EQUAL") return taking.map((memberId) => ({ memberId, value: null }));
  const inMoney = mode === "EXACT" || mode === "ADJUSTMENT";
  const digits = inMoney ? minorDigits(draft.currency) : WEIGHT_DECIMALS;
  const typed =
    mode === "ADJUSTMENT"
      ? Object.fromEntries(taking.map((id) => [id, draft.values[mode][id] ?? ""]))
      : draft.values[mode];
  const values = readValues(typed, "part", digits, context, problems);
  if (mode === "ADJUSTMENT") return taking.map((memberId) => ({ memberId, value: values.get(memberId) ?? null }));
  return [...values].map(([memberId, value]) => ({
    memberId,
    value: inMoney ? value : Decimal.parse(value)!.canonical(),
  }));
}

function splitLeft(draft: ExpenseDraft, total: string, parts: readonly { value: string | null }[]): Left | null {
  const values = parts.map((part) => part.value ?? "0");
  if (draft.mode === "EXACT") return leftOf(draft.currency, total, values);
  if (draft.mode !== "PERCENTAGE") return null;
  const scaled = values.map((value) => Decimal.parse(value)!.scaledTo(WEIGHT_DECIMALS) ?? 0n);
  const left = 100n * 10n ** BigInt(WEIGHT_DECIMALS) - sum(scaled);
  const text = Decimal.parse(decimalText(left, WEIGHT_DECIMALS))!.canonical();
  return { amount: text, unit: "percent", zero: left === 0n };
}

function leftOf(currency: string, total: string, amounts: readonly string[]): Left {
  const left = minorIn(currency, total) - sum(amounts.map((amount) => minorIn(currency, amount)));
  return { amount: amountText(left, currency), unit: "money", zero: left === 0n };
}
