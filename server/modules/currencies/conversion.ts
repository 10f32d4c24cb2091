import { convert, inverse, type Rate, rateBetween } from "../../kernel/exchange.js";
import type { Money } from "../../kernel/money.js";
import type { KnownRate, RateSource } from "./exchange-rate.js";

/** A rate as it is kept on record: once, and never reckoned again. */
export interface RecordedRate {
  readonly numerator: string;
  readonly denominator: string;
  readonly asOf: string;
  readonly source: RateSource;
  readonly path: readonly string[];
}

/** The rate at which one amount was taken for another: the known one where it gives either from the other, else theirs. */
export function rateOnRecord(from: Money, to: Money, day: string, known: KnownRate | null): RecordedRate {
  if (known && fits(from, to, known.rate)) return recorded(known.rate, known);
  return recorded(rateBetween(from, to), { asOf: day, source: "AGREED", path: [from.currency, to.currency] });
}

/** Whoever started from the debt rounded what was to be paid, so the way back may be a unit off. */
function fits(from: Money, to: Money, rate: Rate): boolean {
  return (
    convert(from.minor, from.currency, to.currency, rate) === to.minor ||
    convert(to.minor, to.currency, from.currency, inverse(rate)) === from.minor
  );
}

function recorded(rate: Rate, { asOf, source, path }: Pick<KnownRate, "asOf" | "source" | "path">): RecordedRate {
  return { numerator: String(rate.numerator), denominator: String(rate.denominator), asOf, source, path };
}

/** The rate that was kept, between the currencies that it was kept for. */
export function knownFrom({ numerator, denominator, asOf, source, path }: RecordedRate): KnownRate {
  const rate = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
  return { from: path[0]!, to: path.at(-1)!, rate, asOf, source, path };
}
