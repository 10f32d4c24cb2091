import { sum } from "../../kernel/allocate.js";
import { type DayRange, type Interval, intervalsOf, startOf } from "../../kernel/calendar.js";
import { groupBy } from "../../kernel/group-by.js";
import type { Money } from "../../kernel/money.js";
import type { AgreedRate } from "../currencies/exchange-rate.js";
import { agreedByGroup, dailyRates } from "../currencies/group-rate.service.js";
import { membersByGroup } from "../groups/group.loader.js";
import { roundedSum, scaledRates } from "./scaled-rates.js";
import { otherCurrencies, type SumsOf, scaledSums } from "./scaled-sums.loader.js";
import { SpendingConversion } from "./spending-conversion.js";
import type { SpendingReader, SpendingScope } from "./spending-scope.js";
import {
  type Dimension,
  groupSums,
  memberSums,
  partsOf,
  type SpendingCell,
  type SumsWanted,
  settledSums,
} from "./spending-sums.loader.js";

/** What spending is asked about. */
export interface SpendingQuestion {
  readonly scope: SpendingScope;
  readonly range: DayRange;
  /** The currency of all figures. */
  readonly currency: string;
  /** Whether other currencies are converted, at each expense's own day's rate; else they are left out. */
  readonly convert: boolean;
  readonly categoryId: string | null;
  /** Only the shares of this member, of the one group of the scope. */
  readonly memberId: string | null;
}

/** Minor units of the question's currency. */
export interface SpendingFigures {
  /** The viewer's shares. */
  readonly mine: bigint;
  /** What the groups spent; where the question names a member, that member's shares. */
  readonly total: bigint;
  readonly count: number;
}

/** The rates that the question's groups agreed on, where it converts. */
function agreedFor(source: SpendingReader, { scope, convert }: SpendingQuestion): Promise<Map<string, AgreedRate[]>> {
  return convert ? agreedByGroup(source, scope.groupIds) : Promise.resolve(new Map());
}

interface Sums {
  readonly total: readonly SpendingCell[];
  readonly mine: readonly SpendingCell[];
  readonly agreed: ReadonlyMap<string, readonly AgreedRate[]>;
}

/** The sums that a question is answered from. */
export async function spendingSums(
  source: SpendingReader,
  question: SpendingQuestion,
  by: Dimension,
  grain: "DAYS" | "MONTHS",
): Promise<Sums> {
  const { scope, memberId } = question;
  const agreed = await agreedFor(source, question);
  const wanted = wantedOf(question, grain, agreed);
  const own = { groupIds: scope.ownGroupIds, memberIds: scope.ownIds };
  if (memberId === null) {
    const [total, mine] = [
      await groupSums(source.reader, scope.groupIds, by, wanted),
      await memberSums(source.reader, own, by, wanted),
    ];
    return { total, mine, agreed };
  }
  const member = { groupIds: scope.groupIds, memberIds: [memberId] };
  const total = await memberSums(source.reader, member, by, wanted);
  return { total, mine: scope.ownIds.includes(memberId) ? total : [], agreed };
}

function wantedOf(
  { range, convert, currency, categoryId }: SpendingQuestion,
  grain: "DAYS" | "MONTHS",
  agreed: ReadonlyMap<string, unknown>,
): SumsWanted {
  return { parts: partsOf(range, convert, grain), currency, categoryId, ratedGroupIds: [...agreed.keys()] };
}

/** How these cells become figures: with the rates of every day that one of them is of. */
export async function conversionOf(
  source: SpendingReader,
  { currency, range }: SpendingQuestion,
  agreed: ReadonlyMap<string, readonly AgreedRate[]>,
  cells: readonly { readonly currency: string }[],
): Promise<SpendingConversion> {
  const others = new Set(cells.map((cell) => cell.currency).filter((other) => other !== currency));
  if (others.size === 0) return new SpendingConversion(currency, () => null);
  const rates = await dailyRates(source, agreed, others, currency, range);
  return new SpendingConversion(currency, (cell) => rates.rate(cell.groupId, cell.currency, cell.day));
}

/** The figures of a range alone. */
export async function spendingFigures(source: SpendingReader, question: SpendingQuestion): Promise<SpendingFigures> {
  const { total, mine, agreed } = await spendingSums(source, question, "NOTHING", "MONTHS");
  return figuresOf(await conversionOf(source, question, agreed, [...total, ...mine]), total, mine);
}

export interface SpendingSummaryFigures extends SpendingFigures {
  readonly paid: bigint;
  readonly income: bigint;
  readonly settled: bigint;
  readonly netCount: number;
  readonly unconverted: readonly Money[];
  readonly ratesAsOf: string | null;
}

/** Everything of a range in a few figures. */
export async function spendingSummary(
  source: SpendingReader,
  question: SpendingQuestion,
): Promise<SpendingSummaryFigures> {
  const { scope, range, currency, convert } = question;
  const { total, mine, agreed } = await spendingSums(source, question, "NOTHING", "MONTHS");
  const own = { groupIds: scope.ownGroupIds, memberIds: scope.ownIds };
  const settled = await settledSums(source.reader, own, range, convert ? null : currency, [...agreed.keys()]);
  const conversion = await conversionOf(source, question, agreed, [...total, ...mine, ...settled]);
  return {
    ...figuresOf(conversion, total, mine),
    paid: conversion.sum(mine, ({ paid }) => paid),
    income: conversion.sum(mine, ({ income }) => income),
    settled: conversion.sum(settled, ({ spent }) => spent),
    netCount: countOf(conversion.known(total), ({ netCount }) => netCount),
    unconverted: unconvertedOf(conversion, total, settled),
    ratesAsOf: conversion.ratesAsOf,
  };
}

export function figuresOf(
  conversion: SpendingConversion,
  total: readonly SpendingCell[],
  mine: readonly SpendingCell[],
): SpendingFigures {
  return {
    mine: conversion.sum(mine, ({ spent }) => spent),
    total: conversion.sum(total, ({ spent }) => spent),
    count: countOf(conversion.known(total), ({ count }) => count),
  };
}

function countOf(cells: readonly SpendingCell[], pick: (cell: SpendingCell) => number): number {
  return cells.reduce((count, cell) => count + pick(cell), 0);
}

/** What of the totals has no rate, by currency code; a currency of which only income or payments have none is nothing of it. */
function unconvertedOf(
  conversion: SpendingConversion,
  total: readonly SpendingCell[],
  settled: readonly SpendingCell[],
): Money[] {
  const without = (cells: readonly SpendingCell[]) => cells.filter((cell) => conversion.factor(cell) === null);
  const nothing = without(settled).map((cell) => ({ ...cell, spent: 0n }));
  const moved = [...without(total), ...nothing].filter(({ count, income }) => count > 0 || income > 0n);
  const byCurrency = groupBy(moved, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, cells]) => ({ currency, minor: sum(cells.map(({ spent }) => spent)) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The figures of each category that has any. */
export async function spendingByCategory(
  source: SpendingReader,
  question: SpendingQuestion,
): Promise<Map<string, SpendingFigures>> {
  const { total, mine, agreed } = await spendingSums(source, question, "CATEGORY", "MONTHS");
  const conversion = await conversionOf(source, question, agreed, [...total, ...mine]);
  const [totals, own] = [byKey(conversion, total), byKey(conversion, mine)];
  const figures = [...totals].map(([key, cells]) => {
    return [key, figuresOf(conversion, cells, own.get(key) ?? [])] as const;
  });
  return new Map(figures.filter(([, { count }]) => count > 0));
}

function byKey(conversion: SpendingConversion, cells: readonly SpendingCell[]): Map<string, SpendingCell[]> {
  return groupBy(conversion.known(cells), ({ key }) => key);
}

/** The figures of each group that has any. */
export async function spendingByGroup(
  source: SpendingReader,
  question: SpendingQuestion,
): Promise<Map<string, SpendingFigures>> {
  const { scope, memberId } = question;
  const { groupIds, ownGroupIds, ownIds } = scope;
  const converted = await convertedSums(source, question);
  const totals = await converted({ groupIds, memberIds: memberId === null ? null : [memberId] }, "GROUP");
  const ofOwn = () => converted({ groupIds: ownGroupIds, memberIds: ownIds }, "GROUP");
  const ofMember = ownIds.includes(memberId ?? "") ? totals : new Map<string, ConvertedSums>();
  const mine = memberId === null ? await ofOwn() : ofMember;
  const figures = [...totals].map(
    ([id, { spent, count }]) => [id, { mine: mine.get(id)?.spent ?? 0n, total: spent, count }] as const,
  );
  return new Map(figures.filter(([, { count }]) => count > 0));
}

export interface MemberFigures {
  readonly memberId: string;
  readonly borne: bigint;
  readonly paid: bigint;
  /** Positive expenses that they bear something of. */
  readonly count: number;
}

/** What each member of the one group of the scope bore and paid, in the order of joining; who did neither is left out. */
export async function spendingByMember(source: SpendingReader, question: SpendingQuestion): Promise<MemberFigures[]> {
  const groupId = question.scope.groupIds[0]!;
  const { memberId } = question;
  const converted = await convertedSums(source, question);
  const sums = await converted({ groupIds: [groupId], memberIds: memberId === null ? null : [memberId] }, "MEMBER");
  const members = await source.loader(membersByGroup).load(groupId);
  return members.flatMap(({ id }) => {
    const each = sums.get(id);
    return each ? [{ memberId: id, borne: each.spent, paid: each.paid, count: each.count }] : [];
  });
}

interface ConvertedSums {
  readonly spent: bigint;
  readonly paid: bigint;
  readonly count: number;
}

/**
 * Adds up by group or by member. The database converts and adds up, so that what comes from it is a row for each of them and
 * not for each of their days; what it cannot say to the last unit is counted here, from those rows.
 */
async function convertedSums(source: SpendingReader, question: SpendingQuestion) {
  const { scope, range, currency, convert } = question;
  const { reader } = source;
  const agreed = await agreedFor(source, question);
  const wanted = wantedOf(question, "MONTHS", agreed);
  const others = convert ? await otherCurrencies(reader, scope.groupIds, currency, range) : [];
  const places = others.flatMap((other) =>
    intervalsOf("DAY", other).map(({ from }) => ({ currency: other.currency, day: from })),
  );
  const conversion = await conversionOf(
    source,
    question,
    agreed,
    others.map((other) => ({ currency: other.currency })),
  );
  return async (of: SumsOf, by: "GROUP" | "MEMBER"): Promise<Map<string, ConvertedSums>> => {
    const sums = new Map<string, ConvertedSums>();
    for (const { ratedGroupId, part } of partsByRates(of, agreed)) {
      const rates = scaledRates(places, (place) => conversion.factor({ groupId: ratedGroupId, ...place }));
      for (const { key, spent, paid, count } of await scaledSums(reader, part, by, wanted, rates)) {
        const rounded = { spent: roundedSum(spent, rates), paid: roundedSum(paid, rates) };
        const { spent: known, paid: knownPaid } = rounded;
        const exact =
          known === null || knownPaid === null
            ? await exactOf(reader, partOf(part, by, key), wanted, conversion)
            : null;
        sums.set(key, { count, spent: exact?.spent ?? known!, paid: exact?.paid ?? knownPaid! });
      }
    }
    return sums;
  };
}

/** What has the same rates together: each group that agreed on some by itself, all others at once. */
function partsByRates(
  { groupIds, memberIds }: SumsOf,
  agreed: ReadonlyMap<string, unknown>,
): { ratedGroupId: string | null; part: SumsOf }[] {
  const places = groupIds.map((groupId, index) => ({ groupId, memberId: memberIds?.[index] ?? null }));
  return [...groupBy(places, ({ groupId }) => (agreed.has(groupId) ? groupId : null))].map(([ratedGroupId, some]) => ({
    ratedGroupId,
    part: {
      groupIds: some.map(({ groupId }) => groupId),
      memberIds: memberIds && some.map(({ memberId }) => memberId!),
    },
  }));
}

/** What of a part has a key; members are always those of one group. */
function partOf({ groupIds, memberIds }: SumsOf, by: "GROUP" | "MEMBER", key: string): SumsOf {
  if (by === "MEMBER") return { groupIds: [groupIds[0]!], memberIds: [key] };
  const isOfKey = (index: number) => groupIds[index] === key;
  return {
    groupIds: groupIds.filter((_, index) => isOfKey(index)),
    memberIds: memberIds && memberIds.filter((_, index) => isOfKey(index)),
  };
}

/** The same from each of the days: needed where a sum lies on the edge between two units. */
async function exactOf(
  reader: SpendingReader["reader"],
  { groupIds, memberIds }: SumsOf,
  wanted: SumsWanted,
  conversion: SpendingConversion,
): Promise<{ spent: bigint; paid: bigint }> {
  const cells = memberIds
    ? await memberSums(reader, { groupIds, memberIds }, "NOTHING", wanted)
    : await groupSums(reader, groupIds, "NOTHING", wanted);
  return {
    spent: conversion.sum(cells, ({ spent }) => spent),
    paid: conversion.sum(cells, ({ paid }) => paid),
  };
}

export interface SpendingPointFigures extends SpendingFigures, DayRange {}

/** The figures of every interval of the range, in order, empty ones too. */
export async function spendingTrend(
  source: SpendingReader,
  question: SpendingQuestion,
  interval: Interval,
): Promise<SpendingPointFigures[]> {
  const grain = interval === "DAY" || interval === "WEEK" ? "DAYS" : "MONTHS";
  const { total, mine, agreed } = await spendingSums(source, question, "NOTHING", grain);
  const conversion = await conversionOf(source, question, agreed, [...total, ...mine]);
  const byInterval = (cells: readonly SpendingCell[]) => groupBy(cells, ({ day }) => startOf(interval, day));
  const [totals, own] = [byInterval(total), byInterval(mine)];
  return intervalsOf(interval, question.range).map((point) => {
    const start = startOf(interval, point.from);
    return { ...point, ...figuresOf(conversion, totals.get(start) ?? [], own.get(start) ?? []) };
  });
}
