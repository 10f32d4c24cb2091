import { daysBetween, isLocalDate } from "../../kernel/local-date.js";
import {
  CLOCK,
  DAY_NAME,
  NAME_DAY,
  NAME_DAY_RUN,
  NAME_DAY_TIME,
  NUMBERS,
  RUN_OF_YEAR,
  RUN_TOGETHER,
  STROKES_AS_DIGITS,
  TIME,
  YEAR_FIRST,
  YEAR_NAME_DAY,
} from "./date-forms.js";
import { lettersOf, plainSigns } from "./letters.js";
import type { Row } from "./rows.js";
import { DATE_WORDS, MONTHS, OTHER_DATE_WORDS } from "./vocabulary.js";

/** A day that stands on the receipt. */
export interface FoundDate {
  /** ISO 8601. */
  readonly day: string;
  /** What speaks for it being the day of the purchase; below zero: rather not. */
  readonly score: number;
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  /** The same signs with day and month in the other order, where that is a day too. */
  readonly other: string | null;
}

export interface DateRules {
  /** ISO 8601: no receipt is from a later day. */
  readonly today: string;
  readonly monthFirst: boolean;
}

/** Receipts are kept for ten years and longer; what is older than these many days is rather a number, or a founding year. */
const OLD_DAYS = 366 * 25;

/** All days of the receipt, the most probable first. */
export function datesOf(rows: readonly Row[], rules: DateRules): FoundDate[] {
  const found = rows.flatMap((row, index) => rowDates(row, index / Math.max(1, rows.length), rules));
  const order = orderOf(found, rules);
  const settled = found.map((date) => (order === "OTHER" && date.other !== null ? swapped(date) : date));
  const times = (day: string) => settled.filter((date) => date.day === day).length;
  const scored = settled.map((date) => ({ ...date, score: date.score + Math.min(2, times(date.day) - 1) * 0.8 }));
  return withoutWornYears(scored).sort((a, b) => b.score - a.score);
}

/** What is left of an eight where print is worn. */
const WORN_EIGHT = /[0356]/u;

/**
 * Worn print loses strokes, and gains none: where a day stands twice, but for one digit of the year that is an eight only
 * once, it is an eight, and the worn day is no surer than the other.
 */
function withoutWornYears(dates: readonly FoundDate[]): FoundDate[] {
  return dates.map((date) => {
    if (isOtherDay(date.row)) return date;
    const worn = dates.filter((other) => isWornFrom(other.day, date.day));
    return { ...date, score: Math.max(date.score, ...worn.map(({ score }) => score + WORN_BEHIND)) };
  });
}

/** By how much a day is ahead of the same day with a worn year. */
const WORN_BEHIND = 0.5;

/** Whether the one day is the other with a worn eight in its year. */
function isWornFrom(worn: string, day: string): boolean {
  if (worn.slice(4) !== day.slice(4)) return false;
  const [at, ...others] = [0, 1, 2, 3].filter((digit) => worn[digit] !== day[digit]);
  return at !== undefined && others.length === 0 && day[at] === "8" && WORN_EIGHT.test(worn[at]!);
}

/** The first day in a text, days before months where both orders are days; null where there is none. */
export function dayIn(text: string, today: string): string | null {
  const days = readingsOf(dateText(text), { today, monthFirst: false }).flatMap((reading) => reading.days);
  return days.find((day) => isPossible(day, today)) ?? null;
}

/** Where days stand in a row, whichever: nothing there is an amount. */
export function daySpans(row: Row): [from: number, to: number][] {
  const rules = { today: "9999-12-31", monthFirst: false };
  return readingsOf(dateText(row.text), rules)
    .filter(({ days, form }) => form >= 0.8 && days.some(isLocalDate))
    .map(({ from, length }): [number, number] => [from, from + length])
    .filter(([from, to]) => !isPriced(row.text, from, to));
}

/** "SET 21.90" is rather a dish than a day in September, unless a time stands beside it. */
function isPriced(text: string, from: number, to: number): boolean {
  return /\p{L}.*\d[.,]\d\d$/u.test(text.slice(from, to)) && !CLOCK.test(text);
}

function isPossible(day: string, today: string): boolean {
  return isLocalDate(day) && day <= today && day >= "1970-01-01";
}

function swapped(date: FoundDate): FoundDate {
  return { ...date, day: date.other ?? date.day, other: date.day };
}

/** One receipt writes all its days alike: where one of them can be read in one way alone, the others are read so too. */
function orderOf(found: readonly FoundDate[], { monthFirst }: DateRules): "AS_RULED" | "OTHER" {
  const orders = found.flatMap(({ row, from, to, other }) => {
    if (other !== null) return [];
    const match = /^([0-3]?\d) ?[-/.,] ?([0-3]?\d) ?[-/.,']/u.exec(row.text.slice(from, to).trim());
    if (!match) return [];
    if (Number(match[1]) > 12) return ["DAY"];
    return Number(match[2]) > 12 ? ["MONTH"] : [];
  });
  const [days, months] = ["DAY", "MONTH"].map((order) => orders.filter((each) => each === order).length) as [
    number,
    number,
  ];
  if (days === months) return "AS_RULED";
  return days > months === monthFirst ? "OTHER" : "AS_RULED";
}

interface Reading {
  readonly from: number;
  readonly length: number;
  readonly days: readonly string[];
  /** How surely this way of writing is a day. */
  readonly form: number;
}

function rowDates(row: Row, height: number, rules: DateRules): FoundDate[] {
  const text = dateText(row.text);
  const score = aroundScore(row, height);
  const found: FoundDate[] = [];
  for (const { from, length, days, form } of readingsOf(text, rules)) {
    if (found.some((other) => from < other.to && from + length > other.from)) continue;
    const possible = days.filter((day) => isPossible(day, rules.today));
    const [day, other = null] = possible;
    if (day === undefined) continue;
    if (isPriced(row.text, from, from + length)) continue;
    const old = daysBetween(day, rules.today) > OLD_DAYS ? -2 : 0;
    found.push({ day, score: score + form + old, row, from, to: from + length, other });
  }
  return found;
}

/** Of the same length as the row's text, with letters and signs as a day has them. */
function dateText(text: string): string {
  return plainSigns(text)
    .replace(/(?<=[\d/.-])[oc](?=[\d/.-])|(?<=[\d/.-]\d*)[oc](?=\d)|\bo(?=\d[-/.'])|(?<=[-/.,]\d{1,3})[oc]\b/gu, "0")
    .replace(/(?<=[\d/.-])[il|!](?=[\d/.-])|(?<=[/.-])[il|](?=\d)/gu, "1")
    .replace(/(?<=[\d/.-])s(?=[\d/.-])/gu, "5");
}

interface NamedForm {
  readonly written: RegExp;
  /** The groups in which each stands. */
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** How days are written whose month has a name. */
const NAMED_FORMS: readonly NamedForm[] = [
  { written: DAY_NAME, day: 1, month: 2, year: 3 },
  { written: NAME_DAY, month: 1, day: 2, year: 3 },
  { written: NAME_DAY_RUN, month: 1, day: 2, year: 3 },
  { written: NAME_DAY_TIME, month: 1, day: 2, year: 3 },
  { written: YEAR_NAME_DAY, year: 1, month: 2, day: 3 },
];

function readingsOf(text: string, rules: DateRules): Reading[] {
  return [
    ...NAMED_FORMS.flatMap((form) =>
      [...text.matchAll(form.written)].flatMap((match) => namedReading(match, form, rules)),
    ),
    ...[...text.matchAll(YEAR_FIRST), ...text.matchAll(RUN_OF_YEAR)].map((match) => ({
      from: match.index,
      length: match[0].length,
      days: [isoDay(match[1]!, match[2]!, match[3]!, rules)],
      form: 2,
    })),
    ...[...text.matchAll(STROKES_AS_DIGITS)].flatMap((match) =>
      numbersReading(match, rules).map((reading) => ({ ...reading, form: 0.8 })),
    ),
    ...[...overlapping(text, RUN_TOGETHER), ...overlapping(text, NUMBERS)].flatMap((match) =>
      numbersReading(match, rules),
    ),
  ];
}

/** Also what begins inside of another match: of "2 23.03.20" the two is no part of the day. */
function overlapping(text: string, form: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  const from = new RegExp(form);
  for (let match = from.exec(text); match !== null; match = from.exec(text)) {
    matches.push(match);
    from.lastIndex = match.index + 1;
  }
  return matches;
}

function namedReading(match: RegExpMatchArray, groups: NamedForm, rules: DateRules): Reading[] {
  const [day, name, year] = [match[groups.day]!, match[groups.month]!, match[groups.year]!];
  const month = monthOf(name);
  if (month === null) return [];
  const days = [isoDay(year, String(month), day, rules)];
  return [{ from: match.index ?? 0, length: match[0].length, days, form: year.length === 4 ? 2.2 : 1.8 }];
}

function numbersReading(match: RegExpMatchArray, rules: DateRules): Reading[] {
  const [all, first, before, second, between, year] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [one, two] = [before.trim(), between.trim()];
  const isMixed = one !== two && !(one === "." && two === ",") && !(one === "," && two === ".");
  // Blanks alone are too little, and "1.50.20" is rather a row of amounts than a day.
  if (one === "" && two === "") return [];
  if ((one === "" || two === "") && year.length !== 4) return [];
  const [dayFirst, monthFirst] = [isoDay(year, second, first, rules), isoDay(year, first, second, rules)];
  const days = rules.monthFirst ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const slashes = one === "/" || one === "-" ? 0.4 : 0;
  const form = (year.length === 4 ? 2 : 0.8) + slashes - (isMixed ? 0.8 : 0);
  const unlike = days.filter((day, index) => days.indexOf(day) === index);
  const readings: Reading[] = [{ from: match.index ?? 0, length: all.length, days: unlike, form }];
  return unlike.some(isLocalDate) ? readings : yearLed(match, rules);
}

/** Two digits of a year may lead: "18.04.26" is read so where it is no day otherwise. */
function yearLed(match: RegExpMatchArray, rules: DateRules): Reading[] {
  const [all, year, , month, , day] = match as unknown as [string, string, string, string, string, string];
  if (day.length !== 2 || year.length !== 2) return [];
  return [{ from: match.index ?? 0, length: all.length, days: [isoDay(year, month, day, rules)], form: 0.4 }];
}

/** A name, or its first three letters or more; a zero is an O, or a D. */
function monthOf(name: string): number | null {
  for (const letters of [name.replace(/0/gu, "o"), name.replace(/0/gu, "d")]) {
    const month = MONTHS.findIndex((names) => names.some((each) => each.startsWith(letters)));
    if (month >= 0) return month + 1;
  }
  return null;
}

/**
 * Two digits of a year are of this century, or of the last where that would be later than today. A zero with a stroke
 * through it is read as an eight: 2818 is 2018.
 */
function isoDay(written: string, month: string, day: string, { today }: DateRules): string {
  const year = written.replace(/^28(?=\d\d)/u, "20");
  const century = year.length === 4 ? "" : Number(`20${year}`) <= Number(today.slice(0, 4)) ? "20" : "19";
  return `${century}${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Whether a row speaks of a day that is not that of the purchase. */
function isOtherDay(row: Row): boolean {
  const words = lettersOf(row.text);
  return OTHER_DAYS.some((phrase) => holdsWords(words, phrase));
}

const OTHER_DAYS = OTHER_DATE_WORDS.map((phrase) => phrase.split(" "));

function holdsWords(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, at) => phrase.every((word, index) => words[at + index] === word));
}

/** What a row's words and its place say about the days in it. */
function aroundScore(row: Row, height: number): number {
  const words = lettersOf(row.text);
  const run = words.join("");
  let score = 0;
  if (words.some((word) => DATE_WORDS.includes(word)) || /^(?:date|datum|fecha|tarikh)/u.test(run)) score += 1.6;
  if (isOtherDay(row)) score -= 2;
  if (CLOCK.test(row.text)) score += 1.2;
  else if (TIME.test(row.text.replace(/\d+[./-]\d+[./-]\d+/gu, ""))) score += 0.5;
  if (/(?:tel|fax|phone|gst|reg|vat|licen[cs]e|card|account|iban)/u.test(run)) score -= 0.8;
  return score + (0.3 - 0.3 * height);
}
