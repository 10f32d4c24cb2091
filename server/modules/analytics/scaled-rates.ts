import { ONE, type Rate, roundHalfToEven } from "../../kernel/exchange.js";
import { dayAfter } from "../../kernel/local-date.js";

/** What fits into a database's `bigint`, so that it multiplies amounts by rates itself. */
const LARGEST = 2n ** 63n - 1n;

/** Rates of days in a row, of each currency, rounded down to a `scale`th. */
export interface ScaledRates {
  readonly currencies: readonly string[];
  readonly first: string;
  readonly days: number;
  /** The rates times `scale`; by currency, then by day; null where there is none. */
  readonly scaled: readonly (string | null)[];
  readonly scale: bigint;
  /** Whether nothing was rounded. */
  readonly isExact: boolean;
}

/** A day and a currency that something is converted from. */
export interface RatedDay {
  readonly currency: string;
  readonly day: string;
}

/** Rates of these places, scaled as finely as there is room for. */
export function scaledRates<Place extends RatedDay>(
  places: readonly Place[],
  rateOf: (place: Place) => Rate | null,
): ScaledRates {
  const currencies = [...new Set(places.map(({ currency }) => currency))].sort();
  const days = daysOf(places);
  const rates = new Map<string, Rate>();
  for (const place of places) {
    const rate = rateOf(place);
    if (rate) rates.set(`${place.currency} ${place.day}`, rate);
  }
  const scale = scaleFor([...rates.values()]);
  let isExact = true;
  const scaled = currencies.flatMap((currency) =>
    days.map((day) => {
      const rate = rates.get(`${currency} ${day}`);
      if (!rate) return null;
      isExact &&= (rate.numerator * scale) % rate.denominator === 0n;
      return (rate.numerator * scale) / rate.denominator;
    }),
  );
  return {
    currencies,
    first: days[0] ?? "",
    days: days.length,
    scaled: scaled.map((each) => (each === null ? null : String(each))),
    scale,
    isExact,
  };
}

function daysOf(places: readonly RatedDay[]): string[] {
  if (places.length === 0) return [];
  const sorted = places.map(({ day }) => day).sort();
  const days = [sorted[0]!];
  while (days.at(-1)! < sorted.at(-1)!) days.push(dayAfter(days.at(-1)!));
  return days;
}

/** The largest power of ten at which the largest rate still fits. */
function scaleFor(rates: readonly Rate[]): bigint {
  const largest = rates.reduce((max, { numerator, denominator }) => {
    const whole = numerator / denominator + 1n;
    return whole > max ? whole : max;
  }, ONE.numerator);
  let scale = 1n;
  while (largest * scale * 10n <= LARGEST) scale *= 10n;
  return scale;
}

/** Amounts that were multiplied by scaled rates, and added up. */
export interface ScaledSum {
  /** In the wanted currency already. */
  readonly kept: bigint;
  readonly scaled: bigint;
  /** How much was multiplied, whichever way: by too little by less than a `scale`th. */
  readonly moved: bigint;
}

/** The sum, rounded once, half to even; null where the rates are not known finely enough to say. */
export function roundedSum({ kept, scaled, moved }: ScaledSum, { scale, isExact }: ScaledRates): bigint | null {
  const sum = kept * scale + scaled;
  const off = isExact ? 0n : moved;
  const [least, most] = [roundHalfToEven(sum - off, scale), roundHalfToEven(sum + off, scale)];
  return least === most ? least : null;
}
