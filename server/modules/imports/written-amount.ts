import { Decimal } from "../../kernel/decimal.js";

export type DecimalSign = "." | ",";

/** Longer texts are no numbers, and are not looked at closely. */
const LENGTH_MAX = 100;

/** The number without what only helps the eye: another minus, a plus, spaces and apostrophes between digits. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^[\u2212\u2013]/, "-")
    .replace(/^\+/, "")
    .replace(/(\d)['’ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "$1");
}

function isOf(sign: string): sign is DecimalSign {
  return sign === "." || sign === ",";
}

/**
 * Which decimal sign a number shows: the last of two different ones, or the only one where the digits behind it are
 * no group of three; null where it shows none ("1,234" may be a thousand or one).
 *
 * @param decimals of the currency: where that has three, a group of three is its decimals.
 */
function signShownBy(text: string, decimals: number): DecimalSign | null {
  if (text.length > LENGTH_MAX) return null;
  const number = bare(text);
  const signs = [...number].filter(isOf);
  const [last, another] = [signs.at(-1), signs.at(-2)];
  if (last === undefined) return null;
  if (another !== undefined) return last === another ? otherThan(last) : last;
  const [whole, fraction] = number.split(last) as [string, string];
  const isGroup = fraction.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole);
  return !isGroup || decimals === 3 ? last : null;
}

function otherThan(sign: DecimalSign): DecimalSign {
  return sign === "." ? "," : ".";
}

/** Finds the decimal sign of a whole file, number by number. */
export class DecimalSigns {
  private readonly shown = new Set<DecimalSign>();

  /** @param decimals of the number's currency. */
  add(text: string, decimals: number): void {
    const sign = signShownBy(text, decimals);
    if (sign !== null) this.shown.add(sign);
  }

  /** Null where no number has shown one, or some have shown one and some the other. */
  get sign(): DecimalSign | null {
    return this.shown.size === 1 ? [...this.shown][0]! : null;
  }
}

/**
 * The number that a cell holds, exactly; null for what is none, and AMBIGUOUS for what could be thousands or decimals
 * in this file.
 *
 * @param sign the file's; a number that shows another one by itself is read by its own.
 */
export function amountFrom(text: string, sign: DecimalSign | null): Decimal | "AMBIGUOUS" | null {
  if (text.length > LENGTH_MAX) return null;
  const number = bare(text);
  if (!/[.,]/.test(number)) return Decimal.parse(number);
  const decimal = signShownBy(text, 0) ?? sign;
  if (decimal === null) return /^-?\d+[.,]\d+$/.test(number) ? "AMBIGUOUS" : null;
  const [whole, fraction, more] = number.split(decimal);
  if (more !== undefined) return null;
  const groups = whole!.split(otherThan(decimal));
  const isGrouped = groups.length > 1;
  if (isGrouped && !(/^-?\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group))))
    return null;
  const digits = groups.join("");
  return Decimal.parse(fraction === undefined ? digits : `${digits}.${fraction}`);
}
