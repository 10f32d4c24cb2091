import { isCurrency } from "../../kernel/currency.js";
import { Decimal } from "../../kernel/decimal.js";
import { isLocalDate } from "../../kernel/local-date.js";

/** So many units of `currency` for one euro on one day, as the European Central Bank published it. */
export interface ReferenceRate {
  readonly currency: string;
  readonly day: string;
  readonly perEuro: string;
}

export interface RatesDocument {
  readonly rates: readonly ReferenceRate[];
  /** What could not be taken, a sentence each; everything else was. */
  readonly problems: readonly string[];
}

/** The first day that there were reference rates. */
export const FIRST_DAY = "1999-01-04";

/**
 * Reads one of the forms in which the European Central Bank publishes its euro foreign exchange reference rates
 * (eurofxref): the XML of one day, of 90 days or of all, and the CSV of one day or of all. Null where the text is none
 * of them. A row that makes no sense is left out and named; it is never mended.
 *
 * Format: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
 *
 * @param today rates of later days are refused.
 */
export function readRates(text: string, today: string): RatesDocument | null {
  const collected = new Collected(today);
  const body = text.replace(/^\uFEFF/, "").trim();
  const known = body.startsWith("<") ? readXml(body, collected) : readCsv(body, collected);
  return known ? collected.document() : null;
}

/** No currency was ever counted beyond this against the euro, either way; most decimals there were are six. */
const SENSIBLE = /^(0|[1-9]\d{0,8})(\.\d{1,10})?$/;
const LEAST = Decimal.parse("0.000001")!;

class Collected {
  private readonly rates = new Map<string, ReferenceRate>();
  private readonly contradicted = new Set<string>();
  private readonly problems: string[] = [];

  constructor(private readonly today: string) {}

  problem(sentence: string): void {
    this.problems.push(sentence);
  }

  /** Whether rates of this day can be taken; a problem where not. */
  isDay(day: string): boolean {
    const sensible = isLocalDate(day) && day >= FIRST_DAY && day <= this.today;
    if (!sensible) this.problem(`${shown(day)} is no day that can have rates.`);
    return sensible;
  }

  add(currency: string, day: string, perEuro: string): void {
    if (!/^[A-Z]{3}$/.test(currency) || !isCurrency(currency) || currency === "EUR")
      return this.problem(`${shown(currency)} on ${day} is no currency that can have a rate.`);
    if (!SENSIBLE.test(perEuro) || isTooSmall(perEuro))
      return this.problem(`${shown(perEuro)} is no rate for ${currency} on ${day}.`);
    const key = `${day} ${currency}`;
    const earlier = this.rates.get(key);
    if (!earlier) this.rates.set(key, { currency, day, perEuro });
    else if (earlier.perEuro !== perEuro) {
      this.contradicted.add(key);
      this.problem(`${currency} on ${day} is there twice, with different rates.`);
    }
  }

  document(): RatesDocument {
    for (const key of this.contradicted) this.rates.delete(key);
    return { rates: [...this.rates.values()], problems: this.problems };
  }
}

function isTooSmall(perEuro: string): boolean {
  const { units, scale } = Decimal.parse(perEuro)!;
  return units * 10n ** BigInt(LEAST.scale) < LEAST.units * 10n ** BigInt(scale);
}

/** What a stranger wrote, short enough for a log. */
function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/**
 * The whole grammar of these documents: declaration, comments, tags, text. Anything else that XML knows (a document
 * type, entities, CDATA, processing instructions) is not in them, and ends the reading.
 */
const TOKEN =
  /<\?xml[^<>]*\?>|<!--(?:(?!--)[^])*-->|<\/([\w.:-]+)\s*>|<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(\/?)>|([^<&]+)/y;
/** Deeper than these documents ever are, and shallow enough to look through at every tag. */
const LEVELS_MAX = 8;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Envelope → Cube → one Cube for each day → one Cube for each currency. */
function readXml(text: string, collected: Collected): boolean {
  const open: string[] = [];
  let day: string | null = null;
  let isRates = false;
  const token = new RegExp(TOKEN);
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return false;
    const [, closing, opening, attributes = "", slash, words] = match;
    if (words !== undefined && words.trim() !== "" && (open.length === 0 || open.includes("Cube"))) return false;
    if (closing !== undefined && open.pop() !== localName(closing)) return false;
    if (opening === undefined) continue;
    const name = localName(opening);
    if (open.length === 0 && (name !== "Envelope" || isRates)) return false;
    if (open.length >= LEVELS_MAX || (open.includes("Cube") && name !== "Cube")) return false;
    if (name === "Cube") {
      const depth = open.filter((each) => each === "Cube").length;
      const { time, currency, rate } = attributesOf(attributes);
      if (depth === 0) isRates = true;
      else if (depth === 1 && time !== undefined) day = collected.isDay(time) ? time : null;
      else if (depth === 2 && currency !== undefined && rate !== undefined) {
        if (day !== null) collected.add(currency, day, rate);
      } else return false;
    }
    if (slash === "") open.push(name);
  }
  return isRates && open.length === 0;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function attributesOf(text: string): Partial<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, double ?? single!]),
  );
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A header "Date, USD, JPY, …", then a line for each day; "N/A" and nothing are gaps. Lines may end in a comma. */
function readCsv(text: string, collected: Collected): boolean {
  const [header, ...lines] = text.split(/\r?\n/);
  const [date, ...currencies] = cellsOf(header!);
  if (date !== "Date" || currencies.length === 0 || !currencies.every((code) => /^[A-Z]{3}$/.test(code))) return false;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const [when, ...cells] = cellsOf(line);
    const day = isoDay(when!);
    if (!collected.isDay(day)) continue;
    if (cells.length !== currencies.length) {
      collected.problem(`The line of ${day} has ${cells.length} rates for ${currencies.length} currencies.`);
      continue;
    }
    for (const [index, cell] of cells.entries()) {
      if (cell !== "" && cell !== "N/A") collected.add(currencies[index]!, day, cell);
    }
  }
  return true;
}

function cellsOf(line: string): string[] {
  const cells = line.split(",").map((cell) => cell.trim());
  if (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

/** "13 April 2026", as the CSV of one day has it, as "2026-04-13"; any other text is what it was. */
function isoDay(text: string): string {
  const [, day, name, year] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text) ?? [];
  const month = MONTHS.indexOf(name ?? "") + 1;
  if (month === 0) return text;
  return `${year}-${String(month).padStart(2, "0")}-${day!.padStart(2, "0")}`;
}
