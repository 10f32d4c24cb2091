import { type AmountProblem, readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { isLocalDate } from "../../../server/kernel/local-date.js";
import type { SplitMode as PartsMode } from "../../../server/kernel/split.js";
import {
  type BillReading,
  type ItemDraft,
  type ItemInputFields,
  itemDrafts,
  nextItem,
  readBill,
  type StoredItem,
} from "./bill-draft.js";
import {
  type ConversionDraft,
  type ConversionInputFields,
  conversionDraft,
  isByRate,
  readConversion,
  type StoredConversion,
} from "./conversion-draft.js";
import {
  type DraftContext,
  inCurrency,
  isNothing,
  leftOf,
  type Remainder,
  readValues,
  type TypedAmounts,
} from "./draft-amounts.js";
import { NO_VALUES, type PartsDraft, readParts } from "./split-draft.js";

export type SplitMode = PartsMode | "ITEMIZED";

export const SPLIT_MODES: readonly SplitMode[] = ["EQUAL", "EXACT", "PERCENTAGE", "SHARES", "ADJUSTMENT", "ITEMIZED"];

/** What stands in the fields of the form, exactly as it was typed. */
export interface ExpenseDraft extends PartsDraft {
  readonly title: string;
  readonly amount: string;
  readonly currency: string;
  /** What the total was converted from; null where it was not. By a rate, `amount` is what that makes of it. */
  readonly conversion: ConversionDraft | null;
  readonly incurredOn: string;
  readonly categoryId: string | null;
  readonly notes: string;
  /** Whether several people paid; then `payerAmounts` counts, else `payerId`. */
  readonly several: boolean;
  readonly payerId: string;
  readonly payerAmounts: TypedAmounts;
  readonly mode: SplitMode;
  /** The lines of the bill, kept like the values of every other mode. */
  readonly items: readonly ItemDraft[];
}

export interface ExpenseInputFields {
  readonly title: string;
  readonly notes: string | null;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly conversion: ConversionInputFields | null;
  readonly incurredOn: string;
  readonly categoryId: string | null;
  readonly payers: { readonly memberId: string; readonly amount: string | null }[];
  readonly split: {
    readonly mode: SplitMode;
    readonly parts: { readonly memberId: string; readonly value: string | null }[];
    readonly items: ItemInputFields[];
  };
}

/**
 * Where something is wrong ("title", "amount", "payer:mem_…", "part:mem_…", "payers", "split", and in a bill
 * "item:1:amount" or "weight:1:mem_…") and what.
 */
export type DraftProblems = Readonly<Record<string, string>>;

/** What a draft means. `input` is there only where everything is right. */
export interface DraftReading {
  readonly problems: DraftProblems;
  /** The total, where it was computed rather than written. */
  readonly computed: string | null;
  /** The total, where a rate makes it. */
  readonly converted: string | null;
  /** Each person's share to the cent, by member. */
  readonly shares: ReadonlyMap<string, string> | null;
  readonly payersLeft: Remainder | null;
  readonly splitLeft: Remainder | null;
  /** What the lines of the bill come to; null where the split is none. */
  readonly bill: BillReading | null;
  readonly input: ExpenseInputFields | null;
}

/** What was stored, as the API gives it. */
export interface StoredExpense {
  readonly title: string;
  readonly notes?: string | null;
  readonly total: { readonly amount: string; readonly currency: string };
  readonly conversion?: StoredConversion | null;
  readonly incurredOn: string;
  readonly category: { readonly id: string };
  readonly payers: readonly {
    readonly member: { readonly id: string };
    readonly amount: { readonly amount: string };
  }[];
  readonly split: {
    readonly mode: string;
    readonly parts: readonly { readonly member: { readonly id: string }; readonly value?: string | null }[];
    readonly items: readonly StoredItem[];
  };
}

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
    conversion: null,
    incurredOn: start.today,
    categoryId: null,
    notes: "",
    several: false,
    payerId: start.payerId,
    payerAmounts: {},
    mode: "EQUAL",
    taking: start.memberIds,
    values: { ...NO_VALUES, SHARES: Object.fromEntries(start.memberIds.map((id) => [id, "1"])) },
    items: [nextItem([])],
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
  const named = [...split.parts, ...split.items.flatMap((item) => item.claims)].map(({ member }) => member.id);
  const taking = [...new Set(named)];
  return {
    title: expense.title,
    amount: typed(total.amount),
    currency: total.currency,
    conversion: expense.conversion
      ? conversionDraft(expense.conversion, { currency: total.currency, incurredOn: expense.incurredOn }, locale)
      : null,
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
      ...(mode !== "EQUAL" && mode !== "ITEMIZED" && { [mode]: values }),
    },
    items: itemDrafts(split.items, locale),
  };
}

/**
 * Understands a draft as far as it goes: the shares are previewed by the server's own arithmetic under the id that the
 * expense will have, so that what is seen is what will be stored.
 */
export function readDraft(draft: ExpenseDraft, context: DraftContext): DraftReading {
  const problems: Record<string, string> = {};
  const conversion =
    draft.conversion && readConversion(draft.conversion, draft, context.rates ?? {}, context.locale, problems);
  const byRate = isByRate(draft.conversion);
  const { total, computed } = byRate
    ? { total: conversion?.total ?? null, computed: false }
    : readTotal(draft, context, problems);
  if (total !== null && isNothing(total)) problems.amount = "ZERO";
  if (draft.title.trim() === "") problems.title = "REQUIRED";
  else if ([...draft.title.trim()].length > 200) problems.title = "TOO_LONG";
  if (!isLocalDate(draft.incurredOn)) problems.incurredOn = "DATE";

  const payers = readPayers(draft, total, context, problems);
  const split = readSplit(draft, total, context, problems);
  const sound = Object.keys(problems).length === 0 && total !== null;
  return {
    problems,
    computed: computed ? total : null,
    converted: byRate ? total : null,
    shares: split.shares,
    payersLeft: payers.left,
    splitLeft: split.left,
    bill: split.bill,
    input: sound
      ? {
          title: draft.title.trim(),
          notes: draft.notes.trim() === "" ? null : draft.notes,
          total: { amount: total, currency: draft.currency },
          conversion: conversion?.input ?? null,
          incurredOn: draft.incurredOn,
          categoryId: draft.categoryId,
          payers: payers.input,
          split: { mode: draft.mode, parts: [...split.parts], items: split.items },
        }
      : null,
  };
}

function readTotal(draft: ExpenseDraft, context: DraftContext, problems: Record<string, string>) {
  const amount = readAmount(draft.amount, context.locale, minorDigits(draft.currency), draft.currency);
  if (amount.ok) return { total: amount.text, computed: amount.computed };
  problems.amount = amountProblem(amount.problem);
  return { total: null, computed: false };
}

function amountProblem(problem: AmountProblem): string {
  return problem === "EMPTY" ? "REQUIRED" : problem;
}

function readPayers(
  draft: ExpenseDraft,
  total: string | null,
  context: DraftContext,
  problems: Record<string, string>,
) {
  if (!draft.several) return { left: null, input: [{ memberId: draft.payerId, amount: total }] };
  const amounts = readValues(draft.payerAmounts, "payer", inCurrency(draft.currency), context, problems);
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

function readSplit(draft: ExpenseDraft, total: string | null, context: DraftContext, problems: Record<string, string>) {
  const { mode } = draft;
  if (mode !== "ITEMIZED") return { ...readParts({ ...draft, mode }, total, context, problems), items: [], bill: null };
  const bill = readBill(draft, total, context, problems);
  return { parts: [], left: bill.left, shares: bill.shares, items: bill.items, bill };
}
