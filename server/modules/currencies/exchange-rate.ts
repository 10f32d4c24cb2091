import { chained, crossRate, inverse, ONE, type Rate } from "../../kernel/exchange.js";

/** Where a rate comes from. */
export type RateSource = "ECB" | "GROUP" | "AGREED" | "CUSTOM" | "CARD";

export const EURO = "EUR";

/** An exact rate with everything that says why it is this one. */
export interface KnownRate {
  readonly from: string;
  readonly to: string;
  /** Major units of `to` for one of `from`. */
  readonly rate: Rate;
  /** The day that the rate is of, which may be long before the day it was asked for. */
  readonly asOf: string;
  readonly source: RateSource;
  /** The currencies that it goes through, both ends included. */
  readonly path: readonly string[];
}

/** A currency in itself, on whatever day. */
export function sameCurrency(currency: string, day: string): KnownRate {
  return { from: currency, to: currency, rate: ONE, asOf: day, source: "ECB", path: [currency] };
}

/** The rate that the bank's two rates per euro of one day come to. */
export function referenceRate(from: string, to: string, day: string, fromPerEuro: Rate, toPerEuro: Rate): KnownRate {
  return {
    from,
    to,
    rate: crossRate(fromPerEuro, toPerEuro),
    asOf: day,
    source: "ECB",
    path: [...new Set([from, EURO, to])],
  };
}

/** The same rate the other way round, exactly. */
export function reversed(known: KnownRate): KnownRate {
  const { from, to, rate, path } = known;
  return { ...known, from: to, to: from, rate: inverse(rate), path: [...path].reverse() };
}

/** One rate after the other: as old as the older of the two, and the group's own as soon as one of them is. */
export function joined(first: KnownRate, second: KnownRate): KnownRate {
  return {
    from: first.from,
    to: second.to,
    rate: chained(first.rate, second.rate),
    asOf: first.asOf < second.asOf ? first.asOf : second.asOf,
    source: first.source === "GROUP" || second.source === "GROUP" ? "GROUP" : first.source,
    path: [...first.path, ...second.path.slice(1)],
  };
}

/** A rate that a group agreed on, as far as choosing among them goes. */
export interface AgreedRate {
  readonly from: string;
  readonly to: string;
  readonly rate: Rate;
  /** Null: whatever the day. */
  readonly validFrom: string | null;
  /** The day that it was entered. */
  readonly enteredOn: string;
}

/** What a group agreed on between two currencies for a day, in whichever direction: the one that is valid since last. */
export function agreedRate(agreed: readonly AgreedRate[], from: string, to: string, day: string): KnownRate | null {
  let best: AgreedRate | null = null;
  for (const each of agreed) {
    const isPair = (each.from === from && each.to === to) || (each.from === to && each.to === from);
    if (!isPair || (each.validFrom ?? "") > day) continue;
    if (best === null || (each.validFrom ?? "") > (best.validFrom ?? "")) best = each;
  }
  if (best === null) return null;
  const { from: one, to: other, rate, validFrom, enteredOn } = best;
  const known = {
    from: one,
    to: other,
    rate,
    asOf: validFrom ?? enteredOn,
    source: "GROUP",
    path: [one, other],
  } as const;
  return one === from ? known : reversed(known);
}
