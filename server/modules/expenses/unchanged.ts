import type { Decimal } from "../../kernel/decimal.js";
import { rateText } from "../../kernel/exchange.js";
import { type Money, minorFrom } from "../../kernel/money.js";
import type { MoneyInput } from "../../platform/schema/money.js";
import type { ConversionInput } from "../currencies/conversion.input.js";
import { knownFrom, type RecordedOriginal } from "../currencies/conversion.js";
import type { Expense } from "./expense.entity.js";
import type { PayerInput, SplitInput } from "./split.input.js";
import { type EnteredSplit, enteredFrom, weightFrom } from "./split.js";

/** What an update may say about an expense; what is left out says nothing. */
interface Statements {
  readonly title?: string | null;
  readonly notes?: string | null;
  readonly total?: MoneyInput | null;
  readonly conversion?: ConversionInput | null;
  readonly incurredOn?: string | null;
  readonly categoryId?: string | null;
  readonly payers?: PayerInput[] | null;
  readonly split?: SplitInput | null;
}

/**
 * What of an update says something else than what is there. Sending back what was read must change nothing, and be
 * refused by nothing: not by rules that are younger than the expense, nor because an import brought what nobody may
 * type, nor because the rate of its day is another by now.
 */
export function withoutWhatIs<Input extends Statements>(
  before: Expense,
  input: Input,
): Omit<Input, keyof Statements> & Statements {
  const { title, notes, total, conversion, incurredOn, categoryId, payers, split, ...rest } = input;
  const isSameTotal = !total || isSameMoney(total, { minor: before.total, currency: before.currency });
  const isSameDay = !incurredOn || incurredOn === before.incurredOn;
  const differing = {
    ...(title !== before.title && { title }),
    ...(notes !== before.notes && { notes }),
    ...((total === null || !isSameTotal) && { total }),
    // The same words about another total or day are to be computed anew.
    ...(!(isSameTotal && isSameDay && isSameConversion(conversion, before.original)) && { conversion }),
    ...((incurredOn === null || !isSameDay) && { incurredOn }),
    ...(categoryId !== before.categoryId && { categoryId }),
    ...(!(isSameTotal && payers && arePayers(payers, before)) && { payers }),
    ...(!(split && isSameSplit(split, enteredFrom(before.storedSplit))) && { split }),
  };
  // Whatever was left out stays left out: null would mean something.
  return { ...rest, ...Object.fromEntries(Object.entries(differing).filter(([, value]) => value !== undefined)) };
}

function isSameMoney({ amount, currency }: MoneyInput, money: Money): boolean {
  return currency === money.currency && minorFrom(amount, currency) === money.minor;
}

function isSameConversion(input: ConversionInput | null | undefined, stored: RecordedOriginal | null): boolean {
  if (!input || !stored) return false;
  const { minor, currency, rate } = stored;
  if (!isSameMoney(input.original, { minor: BigInt(minor), currency })) return false;
  if (input.source !== rate.source) return false;
  return input.source !== "CUSTOM" || (input.rate ?? null)?.canonical() === rateText(knownFrom(rate).rate);
}

/** Each with an amount, as they are read: a single payer without one is somebody's word about who paid. */
function arePayers(payers: readonly PayerInput[], { payerRows, currency }: Expense): boolean {
  if (payers.length !== payerRows.length) return false;
  return payerRows.every(({ memberId, minor }, index) => {
    const { memberId: saidId, amount } = payers[index]!;
    return saidId === memberId && Boolean(amount) && minorFrom(amount!, currency) === minor;
  });
}

function isSameSplit({ mode, parts, items }: SplitInput, stored: EnteredSplit): boolean {
  const lines = (items ?? []).map(({ name, amount, kind, claims }) => [
    name,
    amount.canonical(),
    kind ?? "ITEM",
    (claims ?? []).map(({ memberId, weight }) => [memberId, weightFrom(weight).canonical()]),
  ]);
  const storedLines = stored.items.map(({ name, amount, kind, claims }) => [
    name,
    amount.canonical(),
    kind,
    claims.map(({ memberId, weight }) => [memberId, weight.canonical()]),
  ]);
  const text = (each: readonly { memberId: string; value?: Decimal | null }[], bill: unknown) =>
    JSON.stringify([each.map(({ memberId, value }) => [memberId, value?.canonical() ?? null]), bill]);
  return mode === stored.mode && text(parts ?? [], lines) === text(stored.parts, storedLines);
}
