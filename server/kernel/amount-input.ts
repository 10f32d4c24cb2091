import { decimalText } from "./decimal.js";
import { MINOR_MAX } from "./money.js";

/**
 * Reads what a person types into an amount field: "12,50", "1'234.50", "12.5+8*2".
 *
 * The one promise: a decimal separator is never taken for a grouping separator, nor the other way round. What could be
 * either ("1,250") is refused, and so is everything that is not entirely understood.
 */
export type AmountInput =
  | {
      readonly ok: true;
      /** The amount as the API takes it. */
      readonly text: string;
      /** Whether it was computed, so that the result is worth showing. */
      readonly computed: boolean;
    }
  | { readonly ok: false; readonly problem: AmountProblem };

export type AmountProblem =
  | "EMPTY"
  | "MALFORMED"
  /** Could be thousands or decimals. */
  | "AMBIGUOUS"
  /** Says a currency that is not the field's. */
  | "OTHER_CURRENCY"
  | "TOO_MANY_DECIMALS"
  | "DIVISION_BY_ZERO"
  | "OUT_OF_RANGE";

/** Longer texts are refused before they become numbers. */
const LENGTH_MAX = 100;
const DECIMALS_MAX = 12;
/** The zeros of the digits that people type: ASCII, Arabic-Indic, Persian, Devanagari, Bengali, full-width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10];

/** An exact rational; `over` is above zero. */
interface Rational {
  readonly units: bigint;
  readonly over: bigint;
}

class Refused extends Error {
  constructor(readonly problem: AmountProblem) {
    super(problem);
  }
}

/**
 * Reads `typed` by the habits of `locale`. The result has at most `digits` decimals: a number with more is refused, the
 * result of a computation is rounded once, to the nearest, halves away from zero.
 *
 * @param currency may be written before or behind the number, as on whatever it was copied from; any other currency is
 * refused, because it would be another amount.
 */
export function readAmount(typed: string, locale: string, digits: number, currency?: string): AmountInput {
  if (currency === undefined) return readPlain(plain(typed), locale, digits);
  const bare = withoutCurrency(typed, locale, currency);
  const answer = readPlain(plain(bare), locale, digits);
  const isOther = !answer.ok && bare === typed && (NAMED_BEFORE.test(typed) || NAMED_BEHIND.test(typed));
  return isOther ? { ok: false, problem: "OTHER_CURRENCY" } : answer;
}

/** What may name a currency: a sign of money, perhaps with letters, or a code of three of them. */
const NAMED_BEFORE = /^[-−+=\s]*(\p{L}{0,3}\p{Sc}|\p{L}{3})[^\p{L}\p{Sc}]*\d[^\p{L}\p{Sc}]*$/u;
const NAMED_BEHIND = /^[^\p{L}\p{Sc}]*\d[^\p{L}\p{Sc}]*(\p{Sc}\p{L}{0,3}|\p{L}{3})\s*$/u;

/**
 * Reads an amount as `readAmount` does, or a percentage of `base`: "10%" of 33.00 is 3.30, rounded once like a
 * computation. `base` is in minor units, of which an amount has `digits` decimals.
 */
export function readPart(typed: string, locale: string, digits: number, currency: string, base: bigint): AmountInput {
  const percent = PERCENT.exec(typed);
  if (!percent) return readAmount(typed, locale, digits, currency);
  const read = readPlain(plain(percent[1]!), locale, PERCENT_DECIMALS);
  if (!read.ok) return read;
  const hundredths = BigInt(read.text.replace(".", ""));
  const units = roundedQuotient(base * hundredths, 100n * 10n ** BigInt(PERCENT_DECIMALS));
  if (units > MINOR_MAX || units < -MINOR_MAX) return { ok: false, problem: "OUT_OF_RANGE" };
  return { ok: true, text: decimalText(units, digits), computed: true };
}

/** Whatever stands before a sign for percent at the end. */
const PERCENT = /^(.*)[%٪％]\s*$/s;
/** Nobody adds a tip of a millionth of a percent. */
const PERCENT_DECIMALS = 6;

/** A percentage without its sign; any other text as it is. */
export function withoutPercent(typed: string): string {
  return PERCENT.exec(typed)?.[1] ?? typed;
}

/** Takes the name of the currency away where it stands before or behind the number. */
function withoutCurrency(typed: string, locale: string, currency: string): string {
  for (const name of namesOf(locale, currency)) {
    const before = new RegExp(`^(\\s*[-−+=]?\\s*)${name}`, "i");
    const behind = new RegExp(`${name}\\s*$`, "i");
    if (before.test(typed)) return typed.replace(before, "$1");
    if (behind.test(typed)) return typed.replace(behind, "");
  }
  return typed;
}

/** How a currency is written, in this locale and in English, the longest first: "US$" holds "$". */
function namesOf(locale: string, currency: string): string[] {
  const names = [currency];
  for (const each of [locale, "en"]) {
    for (const currencyDisplay of ["symbol", "narrowSymbol"] as const) {
      const parts = new Intl.NumberFormat(each, { style: "currency", currency, currencyDisplay }).formatToParts(0);
      names.push(...parts.filter(({ type }) => type === "currency").map(({ value }) => value));
    }
  }
  const written = names.map((name) => name.replace(/[^\p{L}]/gu, (character) => `\\${character}`));
  return [...new Set(written)].filter((name) => /[\p{L}\p{Sc}]/u.test(name)).sort((a, b) => b.length - a.length);
}

function readPlain(text: string, locale: string, digits: number): AmountInput {
  if (text === "") return { ok: false, problem: "EMPTY" };
  if (text.length > LENGTH_MAX) return { ok: false, problem: "MALFORMED" };
  try {
    const reader = new ExpressionReader(text, habitsOf(locale));
    const value = reader.read();
    const scaled = value.units * 10n ** BigInt(digits);
    if (!reader.computed && scaled % value.over !== 0n) throw new Refused("TOO_MANY_DECIMALS");
    const units = roundedQuotient(scaled, value.over);
    if (units > MINOR_MAX || units < -MINOR_MAX) throw new Refused("OUT_OF_RANGE");
    return { ok: true, text: decimalText(units, digits), computed: reader.computed };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** An amount of the API as a person of this locale would type it: "12.50" is "12,50" in Austria. */
export function typedAmount(amount: string, locale: string): string {
  return amount.replace(".", habitsOf(locale).decimal);
}

/** ASCII digits, signs and operators for all their variants; spaces at the ends and around operators go. */
function plain(typed: string): string {
  return [...typed.trim().replace(/^=/, "")]
    .map(plainCharacter)
    .join("")
    .replace(/\s*([-+*/()])\s*/g, "$1")
    .trim();
}

function plainCharacter(character: string): string {
  const code = character.codePointAt(0)!;
  const zero = ZEROS.find((each) => code >= each && code <= each + 9);
  if (zero !== undefined) return String(code - zero);
  if ("−–﹣-".includes(character)) return "-";
  if ("＋﹢".includes(character)) return "+";
  if ("×·∗".includes(character)) return "*";
  if ("÷∕⁄".includes(character)) return "/";
  return character;
}

/** How a locale writes numbers. */
interface Habits {
  readonly decimal: string;
  /** Whether thousands are grouped as in India: 12,34,567. */
  readonly lakhs: boolean;
}

/** Numbers are read as money is written: in Switzerland's French that is with a point, other numbers with a comma. */
function habitsOf(locale: string): Habits {
  const format = new Intl.NumberFormat(locale, {
    numberingSystem: "latn",
    style: "currency",
    currency: "EUR",
    minimumFractionDigits: 1,
    useGrouping: true,
  });
  const parts = format.formatToParts(1234567.5);
  // Cape Verde writes 14$00: there one types a comma.
  const decimal = parts.find((part) => part.type === "decimal")?.value === "." ? "." : ",";
  const groups = parts.filter((part) => part.type === "integer");
  return { decimal, lakhs: groups.at(-2)?.value.length === 2 };
}

/** sum = product (("+" | "-") product)* · product = signed (("*" | "/") signed)* · signed = "-"? (number | "(" sum ")") */
class ExpressionReader {
  computed = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly habits: Habits,
  ) {}

  read(): Rational {
    const value = this.sum();
    if (this.at < this.text.length) throw new Refused("MALFORMED");
    return value;
  }

  private sum(): Rational {
    let value = this.product();
    for (;;) {
      if (this.takes("+")) value = plus(value, this.product());
      else if (this.takes("-")) value = plus(value, negated(this.product()));
      else return value;
      this.computed = true;
    }
  }

  private product(): Rational {
    let value = this.signed();
    for (;;) {
      if (this.takes("*")) value = times(value, this.signed());
      else if (this.takes("/")) value = times(value, inverted(this.signed()));
      else return value;
      this.computed = true;
    }
  }

  private signed(): Rational {
    if (this.takes("-")) return negated(this.operand());
    this.takes("+");
    return this.operand();
  }

  private operand(): Rational {
    if (!this.takes("(")) return this.number();
    const value = this.sum();
    if (!this.takes(")")) throw new Refused("MALFORMED");
    return value;
  }

  private number(): Rational {
    const [written] = /^[^-+*/()]+/.exec(this.text.slice(this.at)) ?? [];
    if (!written) throw new Refused("MALFORMED");
    this.at += written.length;
    return numberFrom(written, this.habits);
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

/** Points and commas may be either; the Arabic ones and the rest are always what they are. */
const EITHER = [".", ","];
const DECIMAL_ONLY = ["٫"];
const GROUP_ONLY = ["٬", "'", "’", " ", "\u00a0", "\u202f", "\u2009", "_"];

function numberFrom(written: string, habits: Habits): Rational {
  const separators = [...written].filter((character) => character < "0" || character > "9");
  const pieces = written.split(/[^0-9]/);
  if (separators.some((each) => ![...EITHER, ...DECIMAL_ONLY, ...GROUP_ONLY].includes(each)))
    throw new Refused("MALFORMED");
  if (pieces.slice(1).some((piece) => piece === "")) throw new Refused("MALFORMED");
  if (pieces[0] === "" && separators.length !== 1) throw new Refused("MALFORMED");
  const decimals = hasDecimals(separators, pieces, habits) ? pieces.at(-1)! : "";
  const groups = decimals === "" ? pieces : pieces.slice(0, -1);
  const between = separators.slice(0, groups.length - 1);
  if (!wellGrouped(groups, between, habits)) throw new Refused("MALFORMED");
  if (decimals.length > DECIMALS_MAX) throw new Refused("TOO_MANY_DECIMALS");
  return { units: BigInt(groups.join("") + decimals), over: 10n ** BigInt(decimals.length) };
}

/** Whether the last separator is the decimal one. Where it could be both, the person has to say which. */
function hasDecimals(separators: readonly string[], pieces: readonly string[], habits: Habits): boolean {
  const last = separators.at(-1);
  if (last === undefined || GROUP_ONLY.includes(last)) return false;
  if (DECIMAL_ONLY.includes(last) || last === habits.decimal) {
    // "1.234.567" ends in the reader's own decimal separator and yet has none: a number has no two.
    return separators.indexOf(last) === separators.length - 1;
  }
  if (separators.length > 1) return separators.indexOf(last) === separators.length - 1;
  const [before, after] = pieces as [string, string];
  const couldGroup = after.length === 3 && before.length >= 1 && before.length <= 3 && !before.startsWith("0");
  if (couldGroup) throw new Refused("AMBIGUOUS");
  return true;
}

function wellGrouped(groups: readonly string[], between: readonly string[], habits: Habits): boolean {
  if (groups.length === 1) return true;
  if (between.some((separator) => separator !== between[0])) return false;
  const [first, ...others] = groups;
  const last = others.pop()!;
  const size = habits.lakhs && others.some((group) => group.length === 2) ? 2 : 3;
  const start = habits.lakhs && others.length === 0 ? 3 : size;
  return (
    first!.length >= 1 &&
    first!.length <= start &&
    !first!.startsWith("0") &&
    last.length === 3 &&
    others.every((group) => group.length === size)
  );
}

function plus(a: Rational, b: Rational): Rational {
  return { units: a.units * b.over + b.units * a.over, over: a.over * b.over };
}

function times(a: Rational, b: Rational): Rational {
  return { units: a.units * b.units, over: a.over * b.over };
}

function negated(a: Rational): Rational {
  return { units: -a.units, over: a.over };
}

function inverted(a: Rational): Rational {
  if (a.units === 0n) throw new Refused("DIVISION_BY_ZERO");
  return a.units < 0n ? { units: -a.over, over: -a.units } : { units: a.over, over: a.units };
}

function roundedQuotient(units: bigint, over: bigint): bigint {
  if (units < 0n) return -roundedQuotient(-units, over);
  return (units * 2n + over) / (over * 2n);
}
