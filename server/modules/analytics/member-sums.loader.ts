import { type DayRange, monthsAndDays } from "../../kernel/calendar.js";
import type { Reader } from "../../platform/reader.js";
import type { ScaledRates, ScaledSum } from "./scaled-rates.js";

/** What one member bore and paid in a range, converted by the database as far as it can be. */
export interface MemberTotals {
  readonly memberId: string;
  readonly borne: ScaledSum;
  readonly paid: ScaledSum;
  readonly count: number;
}

interface Row {
  readonly memberId: string;
  readonly count: number;
  readonly borneKept: string;
  readonly borneScaled: string;
  readonly borneMoved: string;
  readonly paidKept: string;
  readonly paidScaled: string;
  readonly paidMoved: string;
}

/** What is asked of the members of one group. */
export interface MemberTotalsWanted {
  readonly groupId: string;
  /** Only of this one. */
  readonly memberId: string | null;
  readonly categoryId: string | null;
  readonly range: DayRange;
  readonly currency: string;
  readonly convert: boolean;
}

function sumsOf(name: "borne" | "paid"): string {
  const isMoved = `filter (where r.place is not null and r.${name} <> 0)`;
  return `coalesce(sum(r.${name}) filter (where r.place is null), 0) as ${name}_kept,
    coalesce(sum(r.${name} * ($9::bigint[])[r.place]) ${isMoved}, 0) as ${name}_scaled,
    coalesce(sum(abs(r.${name})) ${isMoved}, 0) as ${name}_moved`;
}

/**
 * One row for each member, however many days there are: what is converted is multiplied by its day's rate here, which lies
 * at its place in a list. What has none is left out. What is in the wanted currency is read by months where those are whole.
 */
const TOTALS = `
  select r.member_id, sum(r.count)::int as count, ${sumsOf("borne")}, ${sumsOf("paid")}
  from (
    select s.member_id, s.borne, s.paid, s.count, s.currency,
      case when s.currency <> $5
        then (array_position($10::text[], s.currency) - 1) * $11::int + (s.day - $12::date) + 1 end as place
    from member_spending s
    where s.group_id = $1 and ($2::text is null or s.member_id = $2) and ($3::text is null or s.category_id = $3)
      and case s.grain
        when 'MONTH' then s.currency = $5 and s.day between $7::date and $8::date
        else s.day between $4::date and $6::date
          and case when s.currency = $5 then $7::date is null or s.day not between $7 and $8 else $13::boolean end end) r
  where r.currency = $5 or ($9::bigint[])[r.place] is not null
  group by r.member_id having bool_or(r.count > 0 or r.paid <> 0)`;

/** What each member bore and paid; who did neither is not in the answer. */
export async function memberTotals(
  reader: Reader,
  { groupId, memberId, categoryId, range, currency, convert }: MemberTotalsWanted,
  rates: ScaledRates,
): Promise<MemberTotals[]> {
  const { months } = monthsAndDays(range);
  const rows = await reader.rows<Row>(TOTALS, [
    groupId,
    memberId,
    categoryId,
    range.from,
    currency,
    range.to,
    months?.from ?? null,
    months?.to ?? null,
    rates.scaled,
    rates.currencies,
    rates.days,
    rates.first || range.from,
    convert,
  ]);
  return rows.map((row) => ({
    memberId: row.memberId,
    count: row.count,
    borne: sumFrom(row.borneKept, row.borneScaled, row.borneMoved),
    paid: sumFrom(row.paidKept, row.paidScaled, row.paidMoved),
  }));
}

function sumFrom(kept: string, scaled: string, moved: string): ScaledSum {
  return { kept: BigInt(kept), scaled: BigInt(scaled), moved: BigInt(moved) };
}
