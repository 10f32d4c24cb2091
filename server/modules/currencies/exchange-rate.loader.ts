import DataLoader from "dataloader";
import { Decimal } from "../../kernel/decimal.js";
import { ONE, type Rate, rateFrom } from "../../kernel/exchange.js";
import { invariant } from "../../kernel/invariant.js";
import type { Reader } from "../../platform/reader.js";
import { EURO, type KnownRate, referenceRate, sameCurrency } from "./exchange-rate.js";

/** A rate that is wanted: of the last day up to `day` on which both currencies have one. */
export interface WantedRate {
  readonly from: string;
  readonly to: string;
  readonly day: string;
}

interface Row {
  readonly place: bigint;
  readonly onDay: string;
  readonly fromPerEuro: string;
  readonly toPerEuro: string;
}

/** The reference rates between two currencies each; null where there is no day on which both have one. */
export function referenceRates(reader: Reader) {
  return new DataLoader<WantedRate, KnownRate | null, string>(
    async (wanted) => {
      const rows = await reader.rows<Row>(LAST_COMMON_DAY, [
        wanted.map(({ from }) => from),
        wanted.map(({ to }) => to),
        wanted.map(({ day }) => day),
      ]);
      const byPlace = new Map(rows.map((row) => [Number(row.place) - 1, row]));
      return wanted.map(({ from, to, day }, place) => {
        if (from === to) return sameCurrency(from, day);
        const row = byPlace.get(place);
        if (!row) return null;
        return referenceRate(from, to, row.onDay, perEuro(row.fromPerEuro), perEuro(row.toPerEuro));
      });
    },
    { cacheKeyFn: ({ from, to, day }) => `${from} ${to} ${day}` },
  );
}

// The euro has no row of its own: it is one on every day. So each wanted rate is answered by one of three branches.
const LAST_COMMON_DAY = `
  select w.place, r.on_day, r.from_per_euro, r.to_per_euro
  from unnest($1::text[], $2::text[], $3::date[]) with ordinality as w (source, target, day, place)
  cross join lateral (
    (select f.on_day, f.rate as from_per_euro, t.rate as to_per_euro
     from exchange_rates f join exchange_rates t on t.currency = w.target and t.on_day = f.on_day
     where f.currency = w.source and f.on_day <= w.day order by f.on_day desc limit 1)
    union all
    (select on_day, 1, rate from exchange_rates
     where w.source = '${EURO}' and currency = w.target and on_day <= w.day order by on_day desc limit 1)
    union all
    (select on_day, rate, 1 from exchange_rates
     where w.target = '${EURO}' and currency = w.source and on_day <= w.day order by on_day desc limit 1)
  ) r`;

function perEuro(text: string): Rate {
  if (text === "1") return ONE;
  const rate = rateFrom(Decimal.parse(text)!);
  invariant(rate, "a rate in the database is above zero");
  return rate;
}
