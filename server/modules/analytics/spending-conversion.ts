import { ExactSum } from "../../kernel/exact-sum.js";
import { inMinorUnits, ONE, type Rate } from "../../kernel/exchange.js";
import type { KnownRate } from "../currencies/exchange-rate.js";
import type { SpendingCell } from "./spending-sums.loader.js";

/** From which group (null: one that agreed on nothing), currency and day a rate is wanted. */
export type Rated = Pick<SpendingCell, "groupId" | "currency" | "day">;

/** Makes figures of one currency: each is added up exactly and rounded once, half to even. */
export class SpendingConversion {
  readonly to: string;
  private readonly rateOf: (rated: Rated) => KnownRate | null;
  private readonly factors = new Map<string, Rate | null>();
  private latest: string | null = null;

  constructor(to: string, rateOf: (rated: Rated) => KnownRate | null) {
    this.to = to;
    this.rateOf = rateOf;
  }

  /** What one minor unit is worth in minor units of `to`; null where there is no rate. */
  factor({ groupId, currency, day }: Rated): Rate | null {
    if (currency === this.to) return ONE;
    const key = `${groupId} ${currency} ${day}`;
    let factor = this.factors.get(key);
    if (factor === undefined) {
      const known = this.rateOf({ groupId, currency, day });
      factor = known && inMinorUnits(known.rate, currency, this.to);
      if (known && (this.latest === null || known.asOf > this.latest)) this.latest = known.asOf;
      this.factors.set(key, factor);
    }
    return factor;
  }

  /** The latest day of a rate that was used so far; null where none was. */
  get ratesAsOf(): string | null {
    return this.latest;
  }

  /** Only what can be converted. */
  known<Cell extends Rated>(cells: readonly Cell[]): Cell[] {
    return cells.filter((cell) => this.factor(cell) !== null);
  }

  /** The sum of what can be converted, not yet rounded. */
  exact<Cell extends Rated>(cells: readonly Cell[], minorOf: (cell: Cell) => bigint): ExactSum {
    const sum = new ExactSum();
    for (const cell of cells) {
      const factor = this.factor(cell);
      if (factor) sum.add(minorOf(cell) * factor.numerator, factor.denominator);
    }
    return sum;
  }

  sum<Cell extends Rated>(cells: readonly Cell[], minorOf: (cell: Cell) => bigint): bigint {
    return this.exact(cells, minorOf).rounded();
  }
}
