import { convert, rateFrom } from "../../kernel/exchange.js";
import { amountText, MINOR_MAX, type Money } from "../../kernel/money.js";
import { type MoneyInput, moneyFrom } from "../../platform/schema/money.js";
import type { InvalidFields } from "../../platform/schema/refusals.js";
import type { Tx } from "../../platform/write.js";
import { type ConversionInput, ConversionSource } from "./conversion.input.js";
import {
  enteredRate,
  quotientRate,
  type RecordedOriginal,
  type RecordedRate,
  rateOnRecord,
  recorded,
} from "./conversion.js";
import type { KnownRate, RateSource } from "./exchange-rate.js";
import { referenceRates } from "./exchange-rate.loader.js";
import { ratesInGroup } from "./group-rate.service.js";

/**
 * The rate to be kept for an amount that is taken for another inside a group: the group's or the bank's of that day
 * where it gives these two, else the quotient of the two amounts, which somebody agreed on.
 */
export async function conversionRate(
  tx: Tx,
  groupId: string,
  from: Money,
  to: Money,
  day: string,
): Promise<RecordedRate> {
  return rateOnRecord(from, to, day, await rateInGroup(tx, groupId, from.currency, to.currency, day));
}

async function rateInGroup(tx: Tx, groupId: string, from: string, to: string, day: string): Promise<KnownRate | null> {
  const rates = await ratesInGroup({ loader: (factory) => factory(tx, null) }, groupId, [from], to, day);
  return rates.get(from) ?? null;
}

/** What a conversion is for: an amount of a group on a day. */
interface Converted {
  readonly groupId: string;
  readonly total: Money;
  readonly day: string;
}

const PATH = ["conversion"];

/** The conversion to be kept beside a total, or null where `invalid` was told what is wrong with it. */
export async function originalFrom(
  tx: Tx,
  input: ConversionInput,
  { groupId, total, day }: Converted,
  invalid: InvalidFields,
): Promise<RecordedOriginal | null> {
  const original = moneyFrom(input.original, invalid, [...PATH, "original"]);
  checkOriginal(input.original, total, invalid);
  const needsRate = input.source === ConversionSource.CUSTOM;
  if (needsRate !== Boolean(input.rate)) {
    const [code, message] = needsRate
      ? (["REQUIRED", "Enter the rate."] as const)
      : (["NOT_ALLOWED", "This source has its own rate."] as const);
    invalid.add([...PATH, "rate"], code, message);
  }
  if (invalid.any) return null;
  const known = await rateOf(tx, groupId, input, original, total, day);
  if (!known) {
    const path = [...PATH, needsRate ? "rate" : "source"];
    invalid.add(path, needsRate ? "OUT_OF_RANGE" : "NOT_ALLOWED", noRate(input.source, original, total));
    return null;
  }
  const expected = convert(original.minor, original.currency, total.currency, known.rate);
  if (expected !== total.minor) {
    const text = `${amountText(expected, total.currency)} ${total.currency}`;
    invalid.add(["total", "amount"], "SUM_MISMATCH", `At this rate it comes to ${text}.`);
  }
  return { minor: String(original.minor), currency: original.currency, rate: recorded(known) };
}

function checkOriginal({ amount, currency }: MoneyInput, total: Money, invalid: InvalidFields): void {
  if (currency === total.currency) {
    invalid.add([...PATH, "original", "currency"], "NOT_ALLOWED", "A conversion is between two currencies.");
  }
  const sameSign = amount.units < 0n ? total.minor < 0n : amount.units > 0n && total.minor > 0n;
  if (!sameSign) {
    invalid.add([...PATH, "original", "amount"], "OUT_OF_RANGE", "The original amount has the total's sign.");
  }
}

async function rateOf(
  tx: Tx,
  groupId: string,
  { source, rate }: ConversionInput,
  original: Money,
  total: Money,
  day: string,
): Promise<KnownRate | null> {
  switch (source) {
    case ConversionSource.ECB:
    case ConversionSource.GROUP:
      return dailyRate(tx, groupId, source, original.currency, total.currency, day);
    case ConversionSource.CUSTOM: {
      const exact = rate ? rateFrom(rate) : null;
      return exact && enteredRate(original.currency, total.currency, exact, day, "CUSTOM");
    }
    case ConversionSource.CARD:
      return quotientRate(original, total, day, "CARD");
  }
}

/** The bank's rate of the day, or the group's own; null where there is none. */
async function dailyRate(
  tx: Tx,
  groupId: string,
  source: "ECB" | "GROUP",
  from: string,
  to: string,
  day: string,
): Promise<KnownRate | null> {
  if (source === "ECB") return referenceRates(tx).load({ from, to, day });
  const known = await rateInGroup(tx, groupId, from, to, day);
  return known?.source === "GROUP" ? known : null;
}

function noRate(source: RateSource, original: { currency: string }, total: { currency: string }): string {
  if (source === "CUSTOM") return "A rate is above zero.";
  const whose = source === "GROUP" ? "The group has" : "The European Central Bank has";
  return `${whose} no rate between ${original.currency} and ${total.currency} for this day.`;
}

/**
 * A conversion at another day's rate, and the total that it comes to: only the daily rates depend on the day. Null,
 * with a word in `invalid`, where that day has none.
 */
export async function onAnotherDay(
  tx: Tx,
  original: RecordedOriginal,
  { groupId, total, day }: Converted,
  invalid: InvalidFields,
): Promise<{ original: RecordedOriginal; total: Money } | null> {
  const { currency, rate } = original;
  if (rate.source !== "ECB" && rate.source !== "GROUP") return { original, total };
  const known = await dailyRate(tx, groupId, rate.source, currency, total.currency, day);
  const minor = known ? convert(BigInt(original.minor), currency, total.currency, known.rate) : 0n;
  if (!known || minor === 0n || minor > MINOR_MAX || minor < -MINOR_MAX) {
    invalid.add(["incurredOn"], "NOT_ALLOWED", noRate(rate.source, original, total));
    return null;
  }
  return { original: { ...original, rate: recorded(known) }, total: { ...total, minor } };
}
