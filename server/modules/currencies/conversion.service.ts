import type { Money } from "../../kernel/money.js";
import type { Tx } from "../../platform/write.js";
import { type RecordedRate, rateOnRecord } from "./conversion.js";
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
  const rates = await ratesInGroup(
    { loader: (factory) => factory(tx, null) },
    groupId,
    [from.currency],
    to.currency,
    day,
  );
  return rateOnRecord(from, to, day, rates.get(from.currency) ?? null);
}
