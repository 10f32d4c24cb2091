import { convert, inverse, type Rate, rateBetween, rateText } from "../../kernel/exchange.js";
import { amountText, type Money } from "../../kernel/money.js";
import type { KnownRate, RateSource } from "./exchange-rate.js";

/** A rate as it is kept on record: once, and never computed again. */
export interface RecordedRate {
  readonly numerator: string;
  readonly denominator: string;
  readonly asOf: string;
  readonly source: RateSource;
  readonly path: readonly string[];
}

/** What an amount was converted from, as it is kept on record beside it. */
export interface RecordedOriginal {
  readonly minor: string;
  readonly currency: string;
  readonly rate: RecordedRate;
}

/** The rate at which one amount was taken for another: the known one where it gives either from the other, else theirs. */
export function rateOnRecord(from: Money, to: Money, day: string, known: KnownRate | null): RecordedRate {
  return recorded(known && fits(from, to, known.rate) ? known : quotientRate(from, to, day, "AGREED"));
}

/** Whoever started from the debt rounded what was to be paid, so the way back may be a unit off. */
function fits(from: Money, to: Money, rate: Rate): boolean {
  return (
    convert(from.minor, from.currency, to.currency, rate) === to.minor ||
    convert(to.minor, to.currency, from.currency, inverse(rate)) === from.minor
  );
}

/** The rate that two amounts of one sign come to, of which people say that they are worth the same. */
export function quotientRate(from: Money, to: Money, day: string, source: RateSource): KnownRate {
  const sign = from.minor < 0n ? -1n : 1n;
  const rate = rateBetween({ ...from, minor: sign * from.minor }, { ...to, minor: sign * to.minor });
  return enteredRate(from.currency, to.currency, rate, day, source);
}

/** A rate that somebody entered for a day. */
export function enteredRate(from: string, to: string, rate: Rate, day: string, source: RateSource): KnownRate {
  return { from, to, rate, asOf: day, source, path: [from, to] };
}

export function recorded({ rate, asOf, source, path }: KnownRate): RecordedRate {
  return { numerator: String(rate.numerator), denominator: String(rate.denominator), asOf, source, path };
}

/** The amount before and the rate, for people: "12345 JPY × 0.0073, CUSTOM, 2026-01-31". */
export function conversionText({ minor, currency, rate }: RecordedOriginal): string {
  const amount = `${amountText(BigInt(minor), currency)} ${currency}`;
  return `${amount} × ${rateText(knownFrom(rate).rate)}, ${rate.source}, ${rate.asOf}`;
}

/** The rate that was kept, between the currencies that it was kept for. */
export function knownFrom({ numerator, denominator, asOf, source, path }: RecordedRate): KnownRate {
  const rate = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
  return { from: path[0]!, to: path.at(-1)!, rate, asOf, source, path };
}
