import { minorDigits } from "../../kernel/currency.js";
import type { PageText } from "../page-model.js";
import type { Expected, ReadField, ReceiptText } from "../receipt-reading.js";
import { type BillRow, billRowsOf, valueOf } from "./bill.js";
import { checksOf } from "./checks.js";
import { type Confidences, confidencesOf, isFilled } from "./confidence.js";
import { currencyOf, isMonthFirst } from "./currencies.js";
import { datesOf } from "./dates.js";
import type { FieldName } from "./features.js";
import type { Findings } from "./findings.js";
import { type FoundLine, linesOf, regionOf } from "./items.js";
import { hintOf, learnedOf, withLearnedKinds } from "./learned.js";
import { readLines, withItems } from "./lines.js";
import { merchantsOf } from "./merchant.js";
import { type Fit, mended, partsOf, sumOf } from "./parts.js";
import type { Role } from "./roles.js";
import { placeOf, type Row, rowsOf } from "./rows.js";
import { namedSums, taxLines } from "./sums.js";
import { type Bill, type TotalCandidate, totalsOf } from "./totals.js";

const ALTERNATIVES_MAX = 3;

/** What the product makes of the pages of one receipt; null where there is no amount on them. */
export function extractReceipt(pages: readonly PageText[], expected: Expected): ReceiptText | null {
  const findings = findingsOf(pages, expected);
  return findings === null ? null : receiptOf(findings);
}

/** The merchant alone, as the pages say it read as they stand. */
export function merchantOn(pages: readonly PageText[], expected: Expected): ReadField<string> | null {
  const findings = tiltedFindings(pages, expected, 0);
  return findings && merchantField(findings, confidencesOf(findings));
}

/**
 * What was found on the pages, before it is weighed: the calibration is fitted to it. Where a page is bent, a label and its
 * amount may stand in different rows: then it is read anew with rows that lean more, and what agrees most with itself is meant.
 */
export function findingsOf(pages: readonly PageText[], expected: Expected): Findings | null {
  const straight = tiltedFindings(pages, expected, 0);
  const isLong = pages.reduce((sum, { words }) => sum + words.length, 0) > TILTED_WORDS;
  if (isLong || (straight !== null && agrees(straight) && apartIn(straight) < MANY_APART)) return straight;
  const tilted = TILTS.map((tilt) => tiltedFindings(pages, expected, tilt)).filter((findings) => findings !== null);
  const [best] = tilted.filter(agrees).sort((a, b) => worthOf(b) - worthOf(a));
  if (best === undefined) return straight;
  if (straight === null) return best;
  if (worthOf(best) < worthOf(straight) + TILT_COST) return straight;
  // A page is bent where its prices are; its head was read well as it is.
  const { merchants, dates } = straight;
  return { ...best, merchants, dates: dates.length > 0 ? dates : best.dates };
}

/** How much rows may lean beyond what they seem to, in pixels per pixel. */
const TILTS = [0.008, -0.008, 0.016, -0.016, 0.026, -0.026, 0.038, -0.038, 0.052, -0.052, 0.07, -0.07];
/** A page with more words is no photo of a bent receipt, and would take long. */
const TILTED_WORDS = 1_500;
/** Of two readings that agree about as much with themselves the straight one is meant. */
const TILT_COST = 2;
/** So many names of sums and amounts apart from one another say that they stand in rows beside theirs. */
const MANY_APART = 2;
const APART_COST = 1.5;

function worthOf(findings: Findings): number {
  return findings.total.points - APART_COST * apartIn(findings);
}

/** How many amounts have no name beside them, and how many names of sums no amount. */
function apartIn({ bill: { rows, region } }: Findings): number {
  return rows.slice(region.from).filter(({ row, amounts, label }) => {
    if (amounts.length === 0) return NAMED_SUMS.has(label.role) && label.covered >= 0.6;
    return amounts.at(-1)!.whole && !/\p{L}{2}/u.test(row.text);
  }).length;
}

const NAMED_SUMS = new Set<Role>(["TOTAL", "SUBTOTAL", "CASH", "CHANGE"]);

/** Whether a total is named, and sums come to it. */
function agrees({ total }: Findings): boolean {
  const { label, lines, subtotal, cash, taxes } = total.evidence;
  return label >= 2 && Math.max(lines, subtotal, cash, taxes) >= 0.5;
}

function tiltedFindings(pages: readonly PageText[], expected: Expected, tilt: number): Findings | null {
  const rows = rowsOf(pages, tilt);
  const currency = currencyOf(rows, expected.currency);
  const first = billRowsOf(rows, minorDigits(currency.code));
  const merchants = merchantsOf(rows, firstAmount(first));
  const learned = learnedOf(expected.learned, merchants);
  const settled = learned?.currency ? { ...currency, code: learned.currency, weight: 1 } : currency;
  const billRows = settled.code === currency.code ? first : billRowsOf(rows, minorDigits(settled.code));
  const bill = billOf(billRows);
  const totals = totalsOf(bill, hintOf(learned));
  const [total] = totals;
  if (total === undefined) return null;
  const dayFirst = learned?.dayFirst ?? !isMonthFirst(rows, settled.code, expected.locale);
  const dates = datesOf(rows, { today: expected.today, monthFirst: !dayFirst });
  return { bill, totals, total, merchants, dates, currency: settled, learned };
}

function firstAmount(rows: readonly BillRow[]): number {
  const first = rows.findIndex(({ amounts, head }) => amounts.length > 0 || head);
  return first < 0 ? rows.length : first;
}

function billOf(read: readonly BillRow[]): Bill {
  const rows = withoutStrayMinus(read);
  const named = regionOf(rows);
  const region = { ...named, to: unnamedSum(linesOf(rows, named), rows.slice(named.to)) ?? named.to };
  const sums = namedSums(rows, region);
  const below = rows.slice(region.to);
  return { rows, region, lines: linesOf(rows, region), sums, parts: partsOf(sums, region), taxes: taxLines(below) };
}

/** Where the lines are bought, a minus in front of their sum, or of what was paid, is a dash, or how a till writes payments. */
function withoutStrayMinus(rows: readonly BillRow[]): readonly BillRow[] {
  if (sumOf(linesOf(rows, regionOf(rows))) <= 0n) return rows;
  return rows.map((row) => {
    if (!PAID.has(row.label.role)) return row;
    return {
      ...row,
      amounts: row.amounts.map((amount) => (amount.minor < 0n ? { ...amount, minor: -amount.minor } : amount)),
    };
  });
}

const PAID = new Set<Role>(["TOTAL", "SUBTOTAL", "CASH", "CARD"]);

/**
 * A line that costs what all lines above it do is their sum, though no word that says so was read: where it is the last, or
 * stands below once more. So is one of the last that costs somewhat more, and stands below: a line above was not read.
 */
function unnamedSum(lines: readonly FoundLine[], below: readonly BillRow[]): number | null {
  // What is called the sum of all of them counts it as one of them.
  const all = sumOf(lines);
  if (below.some((row) => SUMS.has(row.label.role) && valueOf(row)?.minor === all)) return null;
  let sum = 0n;
  for (const [at, { effect, row }] of lines.entries()) {
    const isSum = at > 1 && effect === sum && sum > 0n;
    const isAgain =
      below.some((other) => valueOf(other)?.minor === effect) ||
      lines.slice(at + 1).some((other) => other.effect === effect && other.row !== row);
    const isNearEnd = at >= lines.length - 3;
    if (isSum && (at === lines.length - 1 || (isAgain && isNearEnd))) return row.index;
    if (at > 2 && effect > sum && effect * 6n < sum * 10n && isAgain && isNearEnd) return row.index;
    sum += effect;
  }
  return sumsByKind(lines, below);
}

/** The last lines that come to what those before them do, as "Food 78.00, Wine 24.00" above a subtotal of both, are sums by kind. */
function sumsByKind(lines: readonly FoundLine[], below: readonly BillRow[]): number | null {
  const named = below.find((row) => SUMS.has(row.label.role) && row.amounts.length > 0);
  const sum = named === undefined ? null : valueOf(named)?.minor;
  if (sum == null || sum <= 0n || sumOf(lines) !== sum * 2n) return null;
  const first = lines.findIndex((_, at) => at > 1 && sumOf(lines.slice(at)) === sum);
  return lines[first]?.row.index ?? null;
}

const SUMS = new Set<Role>(["TOTAL", "SUBTOTAL"]);

function receiptOf(findings: Findings): ReceiptText {
  const { bill, total } = findings;
  const confidences = confidencesOf(findings);
  const { lines: found, fit } = fittedLines(bill, total);
  const subtotal = subtotalOf(bill, total);
  const read = readLines(found, fit, total.minor, confidences.lines);
  const lines = withItems(withLearnedKinds(read, findings.learned, total.minor), total.minor);
  return {
    merchant: merchantField(findings, confidences),
    date: dateField(findings, confidences),
    currency: currencyField(findings, confidences),
    total: totalField(findings, confidences),
    subtotal: subtotal === null ? null : amountField(subtotal.minor, subtotal.place, confidences.subtotal, "subtotal"),
    tax: taxField(bill, total, fit, confidences),
    tip: tipField(bill, confidences),
    lines,
    checks: checksOf({ ...bill, lines: found }, total, subtotal?.minor ?? null, lines),
  };
}

/** The lines, and which parts are lines of the bill, too: those that the sums agree with; where none agree, all but the taxes that prices include. */
function fittedLines(bill: Bill, total: TotalCandidate): { readonly lines: readonly FoundLine[]; readonly fit: Fit } {
  const { lines } = bill;
  if (total.linesFit !== null) return { lines, fit: total.linesFit };
  const { lines: better, fit } = mended(lines, total.minor, bill.parts);
  if (fit !== null) return { lines: better, fit };
  return { lines, fit: total.subtotalFit?.fit ?? likelyFit(bill, total) };
}

function likelyFit(bill: Bill, total: TotalCandidate): Fit {
  const others = bill.parts.filter(({ kind }) => kind !== "TAX");
  const made = sumOf(bill.lines);
  const withTaxes = bill.parts.reduce((sum, { effect }) => sum + effect, made);
  const without = others.reduce((sum, { effect }) => sum + effect, made);
  const size = (value: bigint) => (value < 0n ? -value : value);
  const parts = size(total.minor - withTaxes) < size(total.minor - without) ? bill.parts : others;
  return { parts, cost: 3 };
}

type Place = ReturnType<typeof placeOf>;

function amountField(value: bigint, place: Place | null, confidence: number, name: FieldName): ReadField<bigint> {
  return { value, confidence, filled: isFilled(name, confidence), place, alternatives: [] };
}

function merchantField({ merchants, learned }: Findings, { merchant }: Confidences): ReadField<string> | null {
  const [best, ...others] = merchants;
  if (best === undefined) return null;
  const value = learned?.name ?? best.name;
  const names = [...(learned?.name ? [best.name] : []), ...others.map(({ name }) => name)];
  const alternatives = [...new Set(names)].filter((name) => name !== value).slice(0, ALTERNATIVES_MAX);
  return {
    value,
    confidence: merchant,
    filled: isFilled("merchant", merchant),
    place: placeOf(best.row),
    alternatives,
  };
}

function dateField({ dates }: Findings, { date }: Confidences): ReadField<string> | null {
  const [best] = dates;
  if (best === undefined) return null;
  const days = [best.other, ...dates.map(({ day }) => day)].filter(
    (day): day is string => day !== null && day !== best.day,
  );
  const alternatives = [...new Set(days)].slice(0, ALTERNATIVES_MAX);
  return {
    value: best.day,
    confidence: date,
    filled: isFilled("date", date),
    place: placeOf(best.row, best.from, best.to),
    alternatives,
  };
}

function currencyField({ currency }: Findings, confidences: Confidences): ReadField<string> {
  const { code, row } = currency;
  const place = row === null ? null : placeOf(row);
  const confidence = confidences.currency;
  return { value: code, confidence, filled: isFilled("currency", confidence), place, alternatives: [] };
}

function totalField({ totals, total }: Findings, confidences: Confidences): ReadField<bigint> {
  const place =
    total.stands === null ? null : placeOf(total.stands.row.row, total.stands.amount.from, total.stands.amount.to);
  const alternatives = totals.slice(1, 1 + ALTERNATIVES_MAX).map(({ minor }) => minor);
  return { ...amountField(total.minor, place, confidences.total, "total"), alternatives };
}

function subtotalOf(bill: Bill, total: TotalCandidate): { minor: bigint; place: Place } | null {
  const named = bill.sums.filter(({ role }) => role === "SUBTOTAL");
  const sum = total.subtotalFit?.subtotal ?? named.find(({ amount }) => amount.minor === sumOf(bill.lines)) ?? named[0];
  return sum === undefined
    ? null
    : { minor: sum.amount.minor, place: placeOf(sum.row.row as Row, sum.amount.from, sum.amount.to) };
}

/** The taxes that make the total where they are added; else what a table of them comes to, or the largest that is named. */
function taxField(
  { parts, taxes, sums }: Bill,
  total: TotalCandidate,
  fit: Fit,
  { tax }: Confidences,
): ReadField<bigint> | null {
  const added = fit.cost < 3 ? fit.parts.filter(({ kind }) => kind === "TAX") : [];
  const [first] = added;
  if (first) {
    const minor = added.reduce((sum, { effect }) => sum + effect, 0n);
    return amountField(minor, placeOf(first.sum.row.row), tax, "tax");
  }
  const gross = taxes.reduce((sum, line) => sum + line.gross, 0n);
  const table = gross === total.minor ? taxes : taxes.filter((line) => line.gross === total.minor).slice(0, 1);
  const [line] = table;
  if (line)
    return amountField(
      table.reduce((sum, each) => sum + each.tax, 0n),
      placeOf(line.row.row),
      tax,
      "tax",
    );
  const named = [...parts.map(({ sum }) => sum), ...sums].filter(
    ({ role, amount }) => role === "TAX" && isShare(amount.minor, total.minor),
  );
  const [largest] = named.sort((a, b) => (a.amount.minor > b.amount.minor ? -1 : 1));
  if (!largest) return null;
  return amountField(
    largest.amount.minor,
    placeOf(largest.row.row, largest.amount.from, largest.amount.to),
    tax,
    "tax",
  );
}

function isShare(minor: bigint, total: bigint): boolean {
  const [size, all] = [minor, total].map((value) => (value < 0n ? -value : value)) as [bigint, bigint];
  return size * 3n <= all;
}

function tipField({ parts, sums }: Bill, { tip }: Confidences): ReadField<bigint> | null {
  const found =
    parts.find(({ kind }) => kind === "TIP")?.sum ??
    sums.find(({ role, amount }) => role === "TIP" && amount.minor !== 0n);
  return found
    ? amountField(found.amount.minor, placeOf(found.row.row, found.amount.from, found.amount.to), tip, "tip")
    : null;
}
