import type { LearnedMerchant } from "../receipt-reading.js";
import type { FoundCurrency } from "./currencies.js";
import type { FoundDate } from "./dates.js";
import type { FoundMerchant } from "./merchant.js";
import type { Bill, TotalCandidate } from "./totals.js";

/** All that was found, before it is weighed. */
export interface Findings {
  readonly bill: Bill;
  readonly totals: readonly TotalCandidate[];
  readonly total: TotalCandidate;
  readonly merchants: readonly FoundMerchant[];
  readonly dates: readonly FoundDate[];
  readonly currency: FoundCurrency;
  readonly learned: LearnedMerchant | null;
}
