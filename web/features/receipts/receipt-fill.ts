import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { type ItemDraft, isBlank, itemDrafts } from "../expenses/bill-draft.js";
import type { ExpenseDraft } from "../expenses/expense-draft.js";
import type { FilledPart, FormReceipt, FormState } from "../expenses/form-state.js";
import { linesTotal } from "./claim-sums.js";
import type { Reading, Receipt } from "./receipt-parts.js";

/** What of an expense a receipt says. */
export type FilledField = "merchant" | "total" | "currency" | "date";

/** Something that the receipt says and the form does not. */
export interface Proposal {
  readonly field: FilledField;
  /** Whether it was not read for sure; else somebody has typed something else. */
  readonly isUnsure: boolean;
  /** As the draft would have it, the most probable first. */
  readonly choices: readonly string[];
}

/** Whether the lines of a reading are its total, so that they can be an itemised split. */
export function linesMakeTotal(reading: Reading): boolean {
  const { lines, total } = reading;
  if (!total || lines.length === 0) return false;
  return sameAmount(linesTotal(lines, total.value.currency), total.value.amount);
}

function sameAmount(one: string, other: string): boolean {
  return Decimal.parse(one)!.canonical() === Decimal.parse(other)!.canonical();
}

/**
 * A form with what a receipt says, where that was read for sure and nobody has typed anything: what stands there as it
 * stood when the form began. Its lines become the bill, with what was claimed of them, where they come to the total or
 * people have claimed them, and nobody has chosen how to split.
 */
export function filledState(state: FormState, start: ExpenseDraft, receipt: Receipt, locale: string): FormState {
  const { draft } = state;
  const { reading } = receipt;
  if (!reading) return state;
  const { merchant, date, currency, total } = reading;
  const isFree = !state.isSplitChosen && draft.items.every(isBlank);
  // The digits are certain, but of what: an amount in the wrong currency would be a wrong one.
  const isOfUnsure = currency !== null && !currency.filled && currency.value !== draft.currency;
  const isSure = total?.filled === true && !isOfUnsure;
  const takesLines = isFree && (isClaimed(reading) || (isSure && linesMakeTotal(reading)));
  const sum = total ?? (takesLines ? sumOfLines(reading) : null);
  const takesTotal = sum?.filled === true && !isOfUnsure && draft.amount.trim() === "";
  const takesCurrency = takesTotal && (!currency || currency.filled);
  const filled: ExpenseDraft = {
    ...draft,
    ...(merchant?.filled && draft.title.trim() === "" && { title: merchant.value }),
    ...(date?.filled && draft.incurredOn === start.incurredOn && { incurredOn: date.value }),
    ...(takesTotal && { amount: typedAmount(sum.value.amount, locale) }),
    ...(takesCurrency && draft.currency === start.currency && { currency: sum.value.currency }),
  };
  const next = { ...state, draft: filled };
  return takesLines ? withLines(next, receipt, locale) : next;
}

const FILLED_PARTS: readonly FilledPart[] = ["title", "amount", "incurredOn", "currency"];

/** What a form got from a receipt. */
export function filledIn(before: ExpenseDraft, after: ExpenseDraft): NonNullable<FormReceipt["filledIn"]> {
  return Object.fromEntries(FILLED_PARTS.filter((part) => before[part] !== after[part]).map((p) => [p, after[p]]));
}

/**
 * A form without what a receipt filled in and nobody has changed since: another one, of more pages, takes its place, and
 * says what there is to say.
 */
export function unfilledState(state: FormState, start: FormState, known: FormReceipt): FormState {
  const { draft } = state;
  const own = known.filledIn ?? {};
  const parts = FILLED_PARTS.filter((part) => own[part] !== undefined && own[part] === draft[part]);
  const begun: ExpenseDraft = { ...draft, ...Object.fromEntries(parts.map((part) => [part, start.draft[part]])) };
  if (state.itemsFrom !== known.id || !sameItems(draft.items, state.itemsTaken)) return { ...state, draft: begun };
  const { itemsFrom: _from, itemsTaken: _taken, ...others } = state;
  const { mode, items } = start.draft;
  return { ...others, isSplitChosen: start.isSplitChosen, draft: { ...begun, mode, items } };
}

/** Whether people have looked at the lines and said who had them: then these are the bill, whatever the total says. */
function isClaimed({ lines }: Reading): boolean {
  return lines.some(({ claims }) => claims.length > 0);
}

/** What a receipt comes to that says no total. */
function sumOfLines({ lines }: Reading) {
  const currency = lines[0]!.amount.currency;
  return { filled: true, value: { amount: linesTotal(lines, currency), currency } };
}

/** A form whose bill is the receipt's lines. */
export function withLines(state: FormState, { id, reading }: Receipt, locale: string): FormState {
  const items = itemDrafts(reading?.lines ?? [], locale);
  const draft: ExpenseDraft = { ...state.draft, mode: "ITEMIZED", items };
  return { ...state, isSplitChosen: true, itemsFrom: id, itemsTaken: items, draft };
}

/**
 * A form whose bill is what the receipt's lines have become since they were taken: others go on saying who had what while
 * somebody looks at the form. Null where nothing is new, and where somebody has changed the bill: that stays.
 */
export function followedState(state: FormState, receipt: Receipt, locale: string): FormState | null {
  const isUntouched = sameItems(state.draft.items, state.itemsTaken);
  return isUntouched && isBehind(state, receipt, locale) ? withLines(state, receipt, locale) : null;
}

/** Whether the lines that a bill was made of are others by now. */
export function isBehind(state: FormState, { id, reading }: Receipt, locale: string): boolean {
  if (state.itemsFrom !== id || state.draft.mode !== "ITEMIZED" || !reading) return false;
  return !sameItems(itemDrafts(reading.lines, locale), state.itemsTaken);
}

function inOrder({ claims, ...item }: ItemDraft) {
  return { ...item, claims: Object.entries(claims).sort(([one], [other]) => (one < other ? -1 : 1)) };
}

/** Whether two bills say the same; who had a line has no order. */
function sameItems(one: readonly ItemDraft[], other: readonly ItemDraft[] = []): boolean {
  const textOf = (items: readonly ItemDraft[]) => JSON.stringify(items.map(inOrder));
  return textOf(one) === textOf(other);
}

/** What the receipt says otherwise than the form, or not for sure, as long as nobody has taken any of it. */
export function proposalsOf(reading: Reading, draft: ExpenseDraft, locale: string): readonly Proposal[] {
  const { merchant, date, currency, total } = reading;
  const proposals: Proposal[] = [];
  const offer = (
    field: FilledField,
    isFilled: boolean,
    choices: readonly string[],
    isTaken: (choice: string) => boolean,
  ) => {
    // What was read for sure is taken by its value alone; of what was not, any of its readings is an answer.
    const answers = isFilled ? choices.slice(0, 1) : choices;
    if (!answers.some(isTaken)) proposals.push({ field, isUnsure: !isFilled, choices: answers });
  };
  if (total) {
    const typed = readAmount(draft.amount, locale, minorDigits(draft.currency), draft.currency);
    const choices = [total.value, ...total.alternatives].map(({ amount }) => typedAmount(amount, locale));
    offer("total", total.filled, choices, (choice) => {
      const read = readAmount(choice, locale, minorDigits(total.value.currency), total.value.currency);
      return typed.ok && read.ok && sameAmount(typed.text, read.text);
    });
  }
  if (currency)
    offer("currency", currency.filled, [currency.value, ...currency.alternatives], (code) => code === draft.currency);
  if (date) offer("date", date.filled, [date.value, ...date.alternatives], (day) => day === draft.incurredOn);
  // What something is called is free: only an empty title is offered a name.
  if (merchant && draft.title.trim() === "") {
    offer("merchant", merchant.filled, [merchant.value, ...merchant.alternatives], () => false);
  }
  return proposals;
}

/** A draft with one of the choices of a proposal. */
export function withChoice(draft: ExpenseDraft, field: FilledField, choice: string): ExpenseDraft {
  if (field === "merchant") return { ...draft, title: choice };
  if (field === "total") return { ...draft, amount: choice };
  return field === "currency" ? { ...draft, currency: choice } : { ...draft, incurredOn: choice };
}
