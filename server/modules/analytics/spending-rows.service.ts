import type { DayRange } from "../../kernel/calendar.js";
import { roundedTo } from "../../kernel/exact-sum.js";
import { groupBy } from "../../kernel/group-by.js";
import type { Reader } from "../../platform/reader.js";
import type { Rated, SpendingConversion } from "./spending-conversion.js";
import {
  conversionOf,
  figuresOf,
  type SpendingFigures,
  type SpendingQuestion,
  spendingSums,
} from "./spending-figures.service.js";
import type { SpendingReader } from "./spending-scope.js";
import type { SpendingCell } from "./spending-sums.loader.js";

/** One positive expense, in minor units of the question's currency; all of a question's sum to its figures. */
export interface SpendingLine {
  readonly expenseId: string;
  readonly day: string;
  readonly mine: bigint;
  readonly total: bigint;
}

/** Everything that lines are made from: the figures, and what each day has of them. */
export interface SpendingLedger {
  readonly question: SpendingQuestion;
  readonly figures: SpendingFigures;
  readonly conversion: SpendingConversion;
  /** What each day's lines sum to; null where nothing was converted, and lines are what they are. */
  readonly days: ReadonlyMap<string, DayFigures> | null;
  /** What has no rate, and so no line. */
  readonly without: readonly Rated[];
  readonly ratedGroupIds: readonly string[];
}

interface DayFigures {
  readonly mine: bigint;
  readonly total: bigint;
  readonly count: number;
}

/**
 * Adds up what lines are to sum to. Rounding goes down in two steps, both by largest remainder: a figure over its days, a
 * day over its lines. So a line is known from its own day, however long the range is.
 */
export async function spendingLedger(source: SpendingReader, question: SpendingQuestion): Promise<SpendingLedger> {
  const { total, mine, agreed } = await spendingSums(source, question, "NOTHING", "DAYS");
  const conversion = await conversionOf(source, question, agreed, [...total, ...mine]);
  const figures = figuresOf(conversion, total, mine);
  const isConverted = conversion.known(total).some(({ currency }) => currency !== question.currency);
  return {
    question,
    figures,
    conversion,
    days: isConverted ? dayFigures(conversion, figures, total, mine) : null,
    without: total.filter((cell) => conversion.factor(cell) === null),
    ratedGroupIds: [...agreed.keys()],
  };
}

function dayFigures(
  conversion: SpendingConversion,
  figures: SpendingFigures,
  total: readonly SpendingCell[],
  mine: readonly SpendingCell[],
): Map<string, DayFigures> {
  const [totals, own] = [byDay(conversion, total), byDay(conversion, mine)];
  const days = [...totals.keys()].sort().reverse();
  const rounded = (whole: bigint, cells: ReadonlyMap<string, SpendingCell[]>) =>
    roundedTo(
      whole,
      days.map((day) => conversion.exact(cells.get(day) ?? [], ({ spent }) => spent).exact()),
    );
  const [totalParts, mineParts] = [rounded(figures.total, totals), rounded(figures.mine, own)];
  return new Map(
    days.map((day, index) => {
      const count = totals.get(day)!.reduce((sum, cell) => sum + cell.count, 0);
      return [day, { total: totalParts[index]!, mine: mineParts[index]!, count }];
    }),
  );
}

function byDay(conversion: SpendingConversion, cells: readonly SpendingCell[]): Map<string, SpendingCell[]> {
  return groupBy(conversion.known(cells), ({ day }) => day);
}

/** Some lines behind a place, newest first (day, then id). */
export async function spendingLines(
  source: SpendingReader,
  ledger: SpendingLedger,
  after: readonly [day: string, id: string] | null,
  limit: number,
): Promise<SpendingLine[]> {
  const rows = await amountsOf(source.reader, ledger, ledger.question.range, after, limit);
  if (!ledger.days || rows.length === 0) return rows.map(asTheyAre);
  const range = { from: rows.at(-1)!.day, to: rows[0]!.day };
  const whole = linesOf(ledger, await amountsOf(source.reader, ledger, range, null, null));
  const byId = new Map(whole.map((line) => [line.expenseId, line]));
  return rows.map(({ id }) => byId.get(id)!);
}

/** About as many lines as are read at once by whoever wants them all. */
const AT_ONCE = 500;

/** All lines, newest first, some days at a time. */
export async function* allSpendingLines(
  source: SpendingReader,
  ledger: SpendingLedger,
): AsyncGenerator<SpendingLine[]> {
  if (ledger.days) {
    for (const range of someDays(ledger.days)) {
      yield linesOf(ledger, await amountsOf(source.reader, ledger, range, null, null));
    }
    return;
  }
  let after: [string, string] | null = null;
  for (;;) {
    const lines = await spendingLines(source, ledger, after, AT_ONCE);
    if (lines.length > 0) yield lines;
    if (lines.length < AT_ONCE) return;
    const last = lines.at(-1)!;
    after = [last.day, last.expenseId];
  }
}

/** Ranges of days, newest first, each with about so many lines. */
function* someDays(days: ReadonlyMap<string, DayFigures>): Iterable<DayRange> {
  let to: string | null = null;
  let lines = 0;
  let from = "";
  for (const [day, { count }] of days) {
    to ??= day;
    from = day;
    lines += count;
    if (lines < AT_ONCE) continue;
    yield { from, to };
    [to, lines] = [null, 0];
  }
  if (to !== null) yield { from, to };
}

interface AmountRow extends Rated {
  readonly id: string;
  readonly total: bigint;
  readonly mine: bigint;
}

function asTheyAre({ id, day, mine, total }: AmountRow): SpendingLine {
  return { expenseId: id, day, mine, total };
}

/** The lines of whole days. */
function linesOf({ days, conversion }: SpendingLedger, rows: readonly AmountRow[]): SpendingLine[] {
  return [...groupBy(rows, ({ day }) => day)].flatMap(([day, own]) => {
    const figures = days!.get(day)!;
    const rounded = (whole: bigint, minorOf: (row: AmountRow) => bigint) =>
      roundedTo(
        whole,
        own.map((row) => {
          const { numerator, denominator } = conversion.factor(row)!;
          return { numerator: minorOf(row) * numerator, denominator };
        }),
      );
    const totals = rounded(figures.total, ({ total }) => total);
    const mine = rounded(figures.mine, (row) => row.mine);
    return own.map(({ id }, index) => ({ expenseId: id, day, total: totals[index]!, mine: mine[index]! }));
  });
}

/** Each group's own newest, and of those the newest of all: a group is read no further than its part of the page. */
const AMOUNTS = `
  select e.id, e.day, e.currency, case when g.id = any($4::text[]) then g.id end as group_id,
    case when $6::text is null then e.total
      else (select s.amount from expense_shares s where s.group_id = g.id and s.expense_id = e.id and s.member_id = $6) end as total,
    (select coalesce(sum(s.amount), 0)::bigint from expense_shares s
     where s.group_id = g.id and s.expense_id = e.id and s.member_id = any($7::text[])) as mine
  from unnest($1::text[]) as g (id)
  cross join lateral (
    select x.id, x.incurred_on as day, x.currency, x.total from expenses x
    where x.group_id = g.id and x.deleted_at is null and x.total > 0 and x.incurred_on between $2 and $3
      and ($5::text is null or x.category_id = $5)
      and ($6::text is null or exists (
        select from expense_shares s where s.group_id = g.id and s.expense_id = x.id and s.member_id = $6 and s.amount <> 0))
      and ($8::text is null or x.currency = $8)
      and not exists (
        select from unnest($9::text[], $10::text[], $11::date[]) as w (group_id, currency, day)
        where w.currency = x.currency and w.day = x.incurred_on
          and case when w.group_id is null then g.id <> all($4::text[]) else w.group_id = g.id end)
      and ($12::date is null or (x.incurred_on, x.id) < ($12, $13))
    order by x.incurred_on desc, x.id desc limit $14) e
  order by e.day desc, e.id desc limit $14`;

function amountsOf(
  reader: Reader,
  { question, without, ratedGroupIds }: SpendingLedger,
  range: DayRange,
  after: readonly [string, string] | null,
  limit: number | null,
): Promise<AmountRow[]> {
  const { scope, categoryId, memberId, convert, currency } = question;
  const own = scope.ownIds.filter((id) => memberId === null || id === memberId);
  return reader.rows<AmountRow>(AMOUNTS, [
    scope.groupIds,
    range.from,
    range.to,
    ratedGroupIds,
    categoryId,
    memberId,
    own,
    convert ? null : currency,
    without.map(({ groupId }) => groupId),
    without.map((cell) => cell.currency),
    without.map(({ day }) => day),
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ]);
}
