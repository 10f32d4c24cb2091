import { type DayRange, monthsAndDays } from "../../kernel/calendar.js";
import type { Reader } from "../../platform/reader.js";

/** Sums that can be converted together: of one day or month, one currency, and one group where that has rates of its own. */
export interface SpendingCell {
  /** Of what: a category, or "" for everything. */
  readonly key: string;
  /** Null: of groups that agreed on no rate. */
  readonly groupId: string | null;
  /** The first day of the month where it is a month's. */
  readonly day: string;
  readonly currency: string;
  /** What positive expenses came to: of a group their totals, of a member their shares. */
  readonly spent: bigint;
  /** What was paid of positive expenses; only a member's cells know it. */
  readonly paid: bigint;
  /** What negative expenses came to, as a positive number. */
  readonly income: bigint;
  /** Positive expenses. */
  readonly count: number;
  /** Those of them that have their net effect alone. */
  readonly netCount: number;
}

/** What sums are told apart by. */
export type Dimension = "NOTHING" | "CATEGORY";

/** Which rows are read: what is in the wanted currency by months where those are whole, what is converted by days. */
export interface SpendingParts {
  readonly grains: readonly ("DAY" | "MONTH")[];
  readonly firsts: readonly string[];
  readonly lasts: readonly string[];
  /** Whether the part is of the wanted currency, or of all others. */
  readonly same: readonly boolean[];
}

/** @param by whether months will do for what is in the wanted currency. */
export function partsOf(range: DayRange, convert: boolean, by: "DAYS" | "MONTHS"): SpendingParts {
  const { months, days } = by === "MONTHS" ? monthsAndDays(range) : { months: null, days: [range] };
  const parts = [
    ...(months ? [{ ...months, grain: "MONTH" as const, same: true }] : []),
    ...days.map((each) => ({ ...each, grain: "DAY" as const, same: true })),
    ...(convert ? [{ ...range, grain: "DAY" as const, same: false }] : []),
  ];
  return {
    grains: parts.map(({ grain }) => grain),
    firsts: parts.map(({ from }) => from),
    lasts: parts.map(({ to }) => to),
    same: parts.map(({ same }) => same),
  };
}

/** What all loaders of sums are asked. */
export interface SumsWanted {
  readonly parts: SpendingParts;
  readonly currency: string;
  readonly categoryId: string | null;
  /** Groups that have rates of their own. */
  readonly ratedGroupIds: readonly string[];
}

interface Row {
  readonly key: string;
  readonly groupId: string | null;
  readonly day: string;
  readonly currency: string;
  readonly spent: string;
  readonly paid: string;
  readonly income: string;
  readonly count: number;
  readonly netCount: number;
}

function cellFrom({ spent, paid, income, ...place }: Row): SpendingCell {
  return { ...place, spent: BigInt(spent), paid: BigInt(paid), income: BigInt(income) };
}

const KEYS = { NOTHING: "''", CATEGORY: "s.category_id" } as const;

/** What is read of a table `s`; with the first six values that `partValuesOf` gives. */
export const PARTS = "unnest($1::text[], $2::date[], $3::date[], $4::boolean[]) as p (grain, first, last, same)";
export const WANTED = `s.grain = p.grain and s.day between p.first and p.last and (s.currency = $5) = p.same
      and ($6::text is null or s.category_id = $6)`;
const OF_RATED_GROUP = "case when s.group_id = any($7::text[]) then s.group_id end";

/** The sums of groups. Those of all of them together where the key is not the group, but for groups with own rates. */
export async function groupSums(
  reader: Reader,
  groupIds: readonly string[],
  by: Dimension,
  wanted: SumsWanted,
): Promise<SpendingCell[]> {
  const rows = await reader.rows<Row>(
    `select ${KEYS[by]} as key, ${OF_RATED_GROUP} as group_id, s.day, s.currency, sum(s.spent) as spent, '0' as paid,
       sum(s.income) as income, sum(s.count)::int as count, sum(s.net_count)::int as net_count
     from unnest($8::text[]) as g (id) cross join ${PARTS}
     join group_spending s on s.group_id = g.id and ${WANTED}
     group by 1, 2, 3, 4`,
    [...valuesOf(wanted), groupIds],
  );
  return rows.map(cellFrom);
}

/** The sums of members, each named with its group. */
export async function memberSums(
  reader: Reader,
  members: { readonly groupIds: readonly string[]; readonly memberIds: readonly string[] },
  by: Dimension,
  wanted: SumsWanted,
): Promise<SpendingCell[]> {
  if (members.memberIds.length === 0) return [];
  const rows = await reader.rows<Row>(
    `select ${KEYS[by]} as key, ${OF_RATED_GROUP} as group_id, s.day, s.currency, sum(s.borne) as spent,
       sum(s.paid) as paid, sum(s.income) as income, sum(s.count)::int as count, 0 as net_count
     from unnest($8::text[], $9::text[]) as m (group_id, id) cross join ${PARTS}
     join member_spending s on s.group_id = m.group_id and s.member_id = m.id and ${WANTED}
     group by 1, 2, 3, 4`,
    [...valuesOf(wanted), members.groupIds, members.memberIds],
  );
  return rows.map(cellFrom);
}

/** The values of `PARTS` and `WANTED`. */
export function partValuesOf({ parts, currency, categoryId }: SumsWanted): unknown[] {
  return [parts.grains, parts.firsts, parts.lasts, parts.same, currency, categoryId];
}

function valuesOf(wanted: SumsWanted): unknown[] {
  return [...partValuesOf(wanted), wanted.ratedGroupIds];
}

/** Confirmed payments that these members made, on the days that they were paid, in what was paid. */
export async function settledSums(
  reader: Reader,
  members: { readonly groupIds: readonly string[]; readonly memberIds: readonly string[] },
  range: DayRange,
  only: string | null,
  ratedGroupIds: readonly string[],
): Promise<SpendingCell[]> {
  if (members.memberIds.length === 0) return [];
  const rows = await reader.rows<Row>(
    `select '' as key, case when s.group_id = any($6::text[]) then s.group_id end as group_id, s.settled_on as day, s.currency,
       sum(s.amount) as spent, '0' as paid, '0' as income, count(*)::int as count, 0 as net_count
     from unnest($1::text[], $2::text[]) as m (group_id, id)
     join settlements s on s.group_id = m.group_id and s.from_member_id = m.id and s.status = 'CONFIRMED'
       and s.settled_on between $3 and $4 and ($5::text is null or s.currency = $5)
     group by 1, 2, 3, 4`,
    [members.groupIds, members.memberIds, range.from, range.to, only, ratedGroupIds],
  );
  return rows.map(cellFrom);
}
