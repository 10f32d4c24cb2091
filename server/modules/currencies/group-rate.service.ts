import type { AppContext } from "../../platform/context.js";
import { type AgreedRate, agreedRate, EURO, joined, type KnownRate } from "./exchange-rate.js";
import { referenceRates } from "./exchange-rate.loader.js";
import { agreedFrom, ratesByGroup } from "./group-rate.loader.js";
import { type ReferenceDays, referenceDays } from "./reference-days.loader.js";

/** A step on the way from one currency to another: what a group agreed on, or null where the bank's rate is taken. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly agreed: KnownRate | null;
}

/**
 * The way from one currency to another inside a group on a day. What the group agreed on between the two goes first; then
 * the way through the euro, on which again what the group agreed on goes before the bank's rate; where the group agreed on
 * nothing, it is one step, whose two rates are of the same day.
 */
function wayBetween(agreed: readonly AgreedRate[], from: string, to: string, day: string): Step[] {
  const direct = agreedRate(agreed, from, to, day);
  if (direct) return [{ from, to, agreed: direct }];
  const [into, outOf] = [agreedRate(agreed, from, EURO, day), agreedRate(agreed, EURO, to, day)];
  if (!into && !outOf) return [{ from, to, agreed: null }];
  return [
    { from, to: EURO, agreed: into },
    { from: EURO, to, agreed: outOf },
  ];
}

/** The rate that the steps come to; null where one has none. */
function walked([first, second]: readonly (KnownRate | null)[]): KnownRate | null {
  if (!first || second === undefined) return first ?? null;
  return second && joined(first, second);
}

/**
 * At which rate each of these currencies becomes `to` inside a group on a day; one that has no rate is not in the
 * answer.
 */
export async function ratesInGroup(
  ctx: Pick<AppContext, "loader">,
  groupId: string,
  currencies: Iterable<string>,
  to: string,
  day: string,
): Promise<Map<string, KnownRate>> {
  const agreed = (await ctx.loader(ratesByGroup).load(groupId)).map(agreedFrom);
  const rateOf = async (from: string): Promise<KnownRate | null> => {
    const steps = wayBetween(agreed, from, to, day).map((step) =>
      step.agreed
        ? Promise.resolve(step.agreed)
        : ctx.loader(referenceRates).load({ from: step.from, to: step.to, day }),
    );
    return walked(await Promise.all(steps));
  };
  const wanted = [...new Set(currencies)].filter((currency) => currency !== to);
  const rates = await Promise.all(wanted.map(rateOf));
  const known = new Map<string, KnownRate>();
  for (const [index, rate] of rates.entries()) if (rate) known.set(wanted[index]!, rate);
  return known;
}

/** The rates of many days into one currency: as `ratesInGroup` answers for each group and day. */
export class DailyRates {
  private readonly agreed: ReadonlyMap<string, readonly AgreedRate[]>;
  private readonly to: string;
  private readonly reference: ReferenceDays;
  private readonly answers = new Map<string, KnownRate | null>();

  constructor(agreed: ReadonlyMap<string, readonly AgreedRate[]>, to: string, reference: ReferenceDays) {
    this.agreed = agreed;
    this.to = to;
    this.reference = reference;
  }

  /** In a group, or (null) in one that agreed on nothing; null where there is none. */
  rate(groupId: string | null, from: string, day: string): KnownRate | null {
    const key = `${groupId} ${from} ${day}`;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      const agreed = (groupId !== null && this.agreed.get(groupId)) || [];
      const steps = wayBetween(agreed, from, this.to, day);
      answer = walked(steps.map((step) => step.agreed ?? this.reference.rate(step.from, step.to, day)));
      this.answers.set(key, answer);
    }
    return answer;
  }
}

/** What these groups agreed on, by group; one that agreed on nothing is not in the answer. */
export async function agreedByGroup(
  ctx: Pick<AppContext, "loader">,
  groupIds: readonly string[],
): Promise<Map<string, AgreedRate[]>> {
  const loader = ctx.loader(ratesByGroup);
  const rates = await Promise.all(groupIds.map(async (id) => [id, (await loader.load(id)).map(agreedFrom)] as const));
  return new Map(rates.filter(([, own]) => own.length > 0));
}

/** The rates at which these currencies become `to` on the days from one to another, in few statements. */
export async function dailyRates(
  ctx: Pick<AppContext, "reader">,
  agreed: ReadonlyMap<string, readonly AgreedRate[]>,
  currencies: Iterable<string>,
  to: string,
  { from: first, to: last }: { readonly from: string; readonly to: string },
): Promise<DailyRates> {
  const pairs = [...new Set(currencies)].flatMap((currency) => [
    [currency, to] as const,
    ...(agreed.size > 0 ? [[currency, EURO] as const, [EURO, to] as const] : []),
  ]);
  return new DailyRates(agreed, to, await referenceDays(ctx.reader, pairs, first, last));
}
