import type { DayRange } from "../../kernel/calendar.js";
import type { Reader } from "../../platform/reader.js";
import type { ScaledRates, ScaledSum } from "./scaled-rates.js";
import { PARTS, partValuesOf, type SumsWanted, WANTED } from "./spending-sums.loader.js";

/** What came together in a range under one key, converted by the database as far as it can be. */
export interface ScaledTotals {
  /** The group's or the member's. */
  readonly key: string;
  /** Of a group its totals, of a member their shares. */
  readonly spent: ScaledSum;
  /** Only a member's are known. */
  readonly paid: ScaledSum;
  readonly count: number;
}

/** Whose sums: the groups' own or those of everybody in them, or those of members, each named with its group. */
export interface SumsOf {
  readonly groupIds: readonly string[];
  /** Null: by group the groups' own, by member everybody's. */
  readonly memberIds: readonly string[] | null;
}

interface Row {
  readonly key: string;
  readonly count: number;
  readonly spentKept: string;
  readonly spentScaled: string;
  readonly spentMoved: string;
  readonly paidKept: string;
  readonly paidScaled: string;
  readonly paidMoved: string;
}

const OF_MEMBER = "s.borne as spent, s.paid";
const AMOUNTS = { groups: "s.spent, 0::bigint as paid", pairs: OF_MEMBER, everybody: OF_MEMBER } as const;

/** Everybody of a group is no join with a list: of that PostgreSQL expects so few rows that it sorts all of them on disk. */
const SOURCES = {
  groups: `unnest($11::text[]) as g (id) cross join ${PARTS} join group_spending s on s.group_id = g.id and ${WANTED}`,
  everybody: `unnest($11::text[]) as g (id) cross join ${PARTS} join member_spending s on s.group_id = g.id and ${WANTED}`,
  pairs: `unnest($11::text[], $12::text[]) as m (group_id, id) cross join ${PARTS}
      join member_spending s on s.group_id = m.group_id and s.member_id = m.id and ${WANTED}`,
} as const;

function sumsOf(name: "spent" | "paid"): string {
  const isMoved = `filter (where r.place is not null and r.${name} <> 0)`;
  return `coalesce(sum(r.${name}) filter (where r.place is null), 0) as ${name}_kept,
    coalesce(sum(r.${name} * ($7::bigint[])[r.place]) ${isMoved}, 0) as ${name}_scaled,
    coalesce(sum(abs(r.${name})) ${isMoved}, 0) as ${name}_moved`;
}

/**
 * One row for each key, however many days there are: what is converted is multiplied by its day's rate here, which lies at
 * its place in a list. What has none is left out.
 */
function statement(of: keyof typeof SOURCES, key: "group_id" | "member_id"): string {
  return `
  select r.key, sum(r.count)::int as count, ${sumsOf("spent")}, ${sumsOf("paid")}
  from (
    select s.${key} as key, ${AMOUNTS[of]}, s.count, s.currency,
      case when s.currency <> $5
        then (array_position($8::text[], s.currency) - 1) * $9::int + (s.day - $10::date) + 1 end as place
    from ${SOURCES[of]}) r
  where r.currency = $5 or ($7::bigint[])[r.place] is not null
  group by r.key having bool_or(r.count > 0 or r.paid <> 0)`;
}

/** What came together by group or by member; nothing is no row. The groups must all have the same rates. */
export async function scaledSums(
  reader: Reader,
  { groupIds, memberIds }: SumsOf,
  by: "GROUP" | "MEMBER",
  wanted: SumsWanted,
  rates: ScaledRates,
): Promise<ScaledTotals[]> {
  if (groupIds.length === 0) return [];
  const isByMember = by === "MEMBER";
  const of = memberIds ? "pairs" : isByMember ? "everybody" : "groups";
  const rows = await reader.rows<Row>(statement(of, isByMember ? "member_id" : "group_id"), [
    ...partValuesOf(wanted),
    rates.scaled,
    rates.currencies,
    rates.days,
    rates.first || "2000-01-01",
    groupIds,
    ...(memberIds ? [memberIds] : []),
  ]);
  return rows.map((row) => ({
    key: row.key,
    count: row.count,
    spent: sumFrom(row.spentKept, row.spentScaled, row.spentMoved),
    paid: sumFrom(row.paidKept, row.paidScaled, row.paidMoved),
  }));
}

function sumFrom(kept: string, scaled: string, moved: string): ScaledSum {
  return { kept: BigInt(kept), scaled: BigInt(scaled), moved: BigInt(moved) };
}

/** From when to when something of these groups is in a currency. */
export interface CurrencyDays extends DayRange {
  readonly currency: string;
}

/** Which other currencies these groups have, and from when to when, within a range: by months, which are fewer. */
export async function otherCurrencies(
  reader: Reader,
  groupIds: readonly string[],
  currency: string,
  range: DayRange,
): Promise<CurrencyDays[]> {
  return reader.rows<CurrencyDays>(
    `select s.currency, greatest(min(s.day), $3::date) as "from",
       least((max(s.day) + interval '1 month - 1 day')::date, $4::date) as "to"
     from unnest($1::text[]) as g (id)
     join group_spending s on s.group_id = g.id and s.grain = 'MONTH' and s.currency <> $2
       and s.day between date_trunc('month', $3::date)::date and $4::date
     group by s.currency`,
    [groupIds, currency, range.from, range.to],
  );
}
