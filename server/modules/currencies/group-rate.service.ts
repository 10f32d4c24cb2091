import type { AppContext } from "../../platform/context.js";
import { agreedRate, EURO, joined, type KnownRate } from "./exchange-rate.js";
import { referenceRates } from "./exchange-rate.loader.js";
import { agreedFrom, ratesByGroup } from "./group-rate.loader.js";

/**
 * At which rate each of these currencies becomes `to` inside a group on a day; one that has no rate is not in the
 * answer. What the group agreed on between the two goes first; then the way through the euro, on which again what the
 * group agreed on goes before the bank's rate; where the group agreed on nothing, both rates are of the same day.
 */
export async function ratesInGroup(
  ctx: Pick<AppContext, "loader">,
  groupId: string,
  currencies: Iterable<string>,
  to: string,
  day: string,
): Promise<Map<string, KnownRate>> {
  const agreed = (await ctx.loader(ratesByGroup).load(groupId)).map(agreedFrom);
  const reference = (from: string, target: string) => ctx.loader(referenceRates).load({ from, to: target, day });
  const rateOf = async (from: string): Promise<KnownRate | null> => {
    const direct = agreedRate(agreed, from, to, day);
    if (direct) return direct;
    const [into, outOf] = [agreedRate(agreed, from, EURO, day), agreedRate(agreed, EURO, to, day)];
    if (!into && !outOf) return reference(from, to);
    const [first, second] = await Promise.all([into ?? reference(from, EURO), outOf ?? reference(EURO, to)]);
    return first && second && joined(first, second);
  };
  const wanted = [...new Set(currencies)].filter((currency) => currency !== to);
  const rates = await Promise.all(wanted.map(rateOf));
  const known = new Map<string, KnownRate>();
  for (const [index, rate] of rates.entries()) if (rate) known.set(wanted[index]!, rate);
  return known;
}
