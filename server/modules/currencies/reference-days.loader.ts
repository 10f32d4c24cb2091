import { Decimal } from "../../kernel/decimal.js";
import { ONE, type Rate, rateFrom } from "../../kernel/exchange.js";
import { invariant } from "../../kernel/invariant.js";
import type { Reader } from "../../platform/reader.js";
import { EURO, type KnownRate, referenceRate, sameCurrency } from "./exchange-rate.js";
import { referenceRates } from "./exchange-rate.loader.js";

/** The reference rates of many days, read in two statements: as `referenceRates` answers for each of the days. */
export class ReferenceDays {
  /** Days of the range, in order, each with the rates of that day per euro. */
  private readonly days: readonly string[];
  private readonly byDay: ReadonlyMap<string, ReadonlyMap<string, Rate>>;
  /** What counts until the two have a day in the range, by "from to". */
  private readonly atFirst: ReadonlyMap<string, KnownRate | null>;
  private readonly answers = new Map<string, KnownRate | null>();

  constructor(byDay: ReadonlyMap<string, ReadonlyMap<string, Rate>>, atFirst: ReadonlyMap<string, KnownRate | null>) {
    this.days = [...byDay.keys()];
    this.byDay = byDay;
    this.atFirst = atFirst;
  }

  /** Of the last day up to `day` on which both have a rate; null where there is none. */
  rate(from: string, to: string, day: string): KnownRate | null {
    if (from === to) return sameCurrency(from, day);
    return this.upTo(from, to, this.lastDayUpTo(day));
  }

  /** Of the last of the range's first `index + 1` days on which both have one. */
  private upTo(from: string, to: string, index: number): KnownRate | null {
    for (let place = index; place >= 0; place -= 1) {
      const day = this.days[place]!;
      const key = `${from} ${to} ${day}`;
      let answer = this.answers.get(key);
      if (answer === undefined) {
        const rates = this.byDay.get(day)!;
        const [fromRate, toRate] = [perEuro(rates, from), perEuro(rates, to)];
        answer = fromRate && toRate ? referenceRate(from, to, day, fromRate, toRate) : null;
        this.answers.set(key, answer);
      }
      if (answer) return answer;
    }
    const atFirst = this.atFirst.get(`${from} ${to}`);
    invariant(atFirst !== undefined, "a rate was asked for of two currencies that were named");
    return atFirst;
  }

  private lastDayUpTo(day: string): number {
    let [low, high] = [0, this.days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle]! <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function perEuro(rates: ReadonlyMap<string, Rate>, currency: string): Rate | null {
  return currency === EURO ? ONE : (rates.get(currency) ?? null);
}

interface Row {
  readonly currency: string;
  readonly onDay: string;
  readonly rate: string;
}

/** The rates between these currencies, by pairs (from, to), for the days from one to another. */
export async function referenceDays(
  reader: Reader,
  pairs: readonly (readonly [from: string, to: string])[],
  first: string,
  last: string,
): Promise<ReferenceDays> {
  const currencies = [...new Set(pairs.flat())].filter((currency) => currency !== EURO);
  const loader = referenceRates(reader);
  const atFirst = await Promise.all(pairs.map(([from, to]) => loader.load({ from, to, day: first })));
  const rows = await reader.rows<Row>(
    `select currency, on_day, rate from exchange_rates
     where currency = any($1) and on_day > $2 and on_day <= $3 order by on_day, currency`,
    [currencies, first, last],
  );
  const byDay = new Map<string, Map<string, Rate>>();
  for (const { currency, onDay, rate } of rows) {
    const rates = byDay.get(onDay) ?? new Map<string, Rate>();
    rates.set(currency, rateFrom(Decimal.parse(rate)!)!);
    byDay.set(onDay, rates);
  }
  return new ReferenceDays(byDay, new Map(pairs.map(([from, to], index) => [`${from} ${to}`, atFirst[index]!])));
}
