import { type Row, sureOf } from "./rows.js";

/** An amount as it stands in a row. */
export interface Amount {
  /** In minor units of the currency that the receipt is read in; below zero where a minus says so. */
  readonly minor: bigint;
  /** From where to where it is in the row's text, signs and currency included. */
  readonly from: number;
  readonly to: number;
  /** Its right end in pixels: amounts of one column end below one another. */
  readonly right: number;
  readonly left: number;
  /** How sure the engine is of it. */
  readonly sure: number;
  /** Whether it is written as money: with all decimals of the currency, or with a sign of one. */
  readonly whole: boolean;
  /** Whether letters were read as the digits they look like. */
  readonly repaired: boolean;
  readonly minus: boolean;
  /** What it is by what another engine read there, where that is another amount. */
  readonly other: bigint | null;
  /** Whether it says which currency it is in. */
  readonly marked: boolean;
}

const DIGIT_OF: Readonly<Record<string, string>> = {
  O: "0",
  o: "0",
  Q: "0",
  D: "0",
  U: "0",
  l: "1",
  I: "1",
  i: "1",
  "|": "1",
  "!": "1",
  "]": "1",
  S: "5",
  s: "5",
  B: "8",
  Z: "2",
  z: "2",
  b: "6",
  G: "6",
  A: "4",
  g: "9",
  q: "9",
};
const LOOKALIKE = "[OoQDUlIi|!\\]SsBZzbGAgq]";
/** A word in the shape of an amount, with letters among its digits: "1O.50", "l2,99", "S5.99", and a letter of a tax behind. */
const MISREAD = new RegExp(
  String.raw`^(-?)((?:RM|EUR|USD|[$€£ES])?)((?:\d|${LOOKALIKE}){1,6}[.,](?:\d|${LOOKALIKE}){2})(-?[A-Z*]?)$`,
  "u",
);
/** The sign or the code of a currency. */
const MARK = String.raw`(?:[$€£¥₹₩₫₱฿]|(?<![A-Z])(?:RM|EUR|USD|GBP|CHF|MYR|CAD|AUD|Rs|SGD|INR|JPY|kr|zł|Ft|Kč|R\$|[ESC](?=\d))(?![a-z]))`;
/** What makes a number something else than money: a share, a measure, a time, more of a number. */
const NOT_MONEY = String.raw`(?!\d|[.,:/-]\d|\s?%|\s?(?:kg|g|gr|ml|cl|l|ltr|lb|lbs|oz|cm|mm|gal|km|kwh)\b|['"]\d)`;

const patterns = new Map<number, RegExp>();

function pattern(digits: number): RegExp {
  const known = patterns.get(digits) ?? newPattern(digits);
  patterns.set(digits, known);
  return known;
}

function newPattern(digits: number): RegExp {
  // Less than one may begin with its point: ".80".
  const pointed = digits === 0 ? "" : String.raw`|(?<=^|\s|[$€£])(?=[.,]\d{${digits}}(?!\d))`;
  const whole = String.raw`\d{1,3}(?:[.,'\u2019 ]\d{3})+|\d+${pointed}`;
  const fraction = digits === 0 ? "" : String.raw`(?: ?[.,] ?(\d{${digits}}))`;
  const minus = String.raw`(\s?-(?!\d)|\s?CR\b)?`;
  return new RegExp(
    String.raw`(?<![\d#][.,/:-]?)(\(?-? ?)(${MARK} ?)?(-? ?)(${whole})${fraction}${NOT_MONEY}( ?€)?${minus}`,
    "giu",
  );
}

/** Numbers without decimals, for currencies that have some: only where a label or a sign says that they are money. */
const PLAIN = new RegExp(
  String.raw`(?<![\d#][.,/:-]?)(?<![\p{L}\d][-/]?)(\(?-? ?)(${MARK} ?)?(-? ?)(\d{1,3}(?:[.,']\d{3})+|\d{1,4} \d{2}(?![\d.,])|\d{1,7})${NOT_MONEY}(?![\p{L}\d])( ?€)?(\s?-(?!\d))?`,
  "giu",
);

/** The amounts of a row from left to right, for a currency with so many decimals. */
export function amountsOf(row: Row, digits: number): Amount[] {
  const { text, repaired } = repairedText(row.text);
  const found = [...text.matchAll(pattern(digits))].flatMap((match) => amountFrom(row, match, digits, repaired));
  const apart = found.filter((amount, index) => index === 0 || amount.from >= found[index - 1]!.to);
  return apart.map((amount) => ({ ...amount, other: otherAmount(row, amount, digits) }));
}

/** The same part of the row as the other engine read it, where it differs and is one amount. */
function otherAmount(row: Row, { from, to, minor }: Amount, digits: number): bigint | null {
  const words = row.words.filter(({ at, text }) => at < to && at + text.length > from);
  if (words.every(({ other }) => other === null)) return null;
  const { text } = repairedText(words.map((word) => word.other ?? word.text).join(" "));
  const matches = [...text.matchAll(pattern(digits))];
  const [, , , , whole = "", fraction = ""] = matches.length === 1 ? (matches[0] ?? []) : [];
  const units = whole.replace(/\D/gu, "") + (digits === 0 ? "" : fraction);
  if (units === "" || units.length > 12) return null;
  const read = minor < 0n ? -BigInt(units) : BigInt(units);
  return read === minor ? null : read;
}

/** Numbers of a row that would be amounts if it were money that they count: "Total 1039", and "14 00", that lost its point. */
export function plainNumbersOf(row: Row, digits: number): Amount[] {
  if (digits === 0) return [];
  return [...row.text.matchAll(PLAIN)].flatMap((match) => {
    const [, open = "", mark = "", minus = "", number = "", euro = "", after = ""] = match;
    const [whole, fraction = "0".repeat(digits)] = number.split(" ") as [string, string?];
    const parts = { open, mark, minus, whole, fraction, euro, after };
    return amountOf(row, match.index, match[0].length, parts, mark !== "" || euro !== "", false);
  });
}

interface Parts {
  readonly open: string;
  readonly mark: string;
  readonly minus: string;
  readonly whole: string;
  readonly fraction: string;
  readonly euro: string;
  readonly after: string;
}

function amountFrom(row: Row, match: RegExpMatchArray, digits: number, repaired: boolean[]): Amount[] {
  const groups = match.slice(1).map((group) => group ?? "");
  const [open, mark, minus, whole] = groups as [string, string, string, string];
  const [fraction, euro, after] = digits === 0 ? ["", groups[4], groups[5]] : groups.slice(4);
  const at = match.index ?? 0;
  const changed = repaired.slice(at, at + match[0].length).some(Boolean);
  const parts = { open, mark, minus, whole, fraction: fraction ?? "", euro: euro ?? "", after: after ?? "" };
  // Without decimals a number is money only where it is written like it.
  const isMoney = digits > 0 || mark !== "" || parts.euro !== "" || /[.,']/u.test(whole);
  return amountOf(row, at, match[0].length, parts, isMoney, changed);
}

function amountOf(row: Row, at: number, length: number, parts: Parts, whole: boolean, repaired: boolean): Amount[] {
  const { open, mark, minus, euro, after } = parts;
  const units = parts.whole.replace(/[^\d]/gu, "") + parts.fraction;
  // More digits than any bill has: a number of something.
  if (units.length > 12) return [];
  // Dashes that lead from a label to its amount are no minus.
  const isLed = /-\s?$/u.test(row.text.slice(0, at));
  const negative =
    (!isLed && /-/u.test(open + minus)) ||
    /-/u.test(after) ||
    /CR/u.test(after) ||
    (open.includes("(") && row.text[at + length] === ")");
  const leading = /^\s*/u.exec(row.text.slice(at, at + length))![0].length;
  const [from, to] = [at + leading, at + length];
  const words = row.words.filter((word) => word.at < to && word.at + word.text.length > from);
  return [
    {
      minor: negative ? -BigInt(units) : BigInt(units),
      from,
      to,
      left: Math.min(...words.map((word) => word.left)),
      right: Math.max(...words.map((word) => word.right)),
      sure: sureOf(row, from, to),
      whole,
      repaired,
      minus: negative,
      other: null,
      marked: mark !== "" || euro !== "",
    },
  ];
}

function isMostlyDigits(number: string): boolean {
  const digits = number.replace(/\D/gu, "").length;
  return digits > number.length - 1 - digits;
}

/** The text with the letters that stand for digits replaced, of the same length, and which of its letters that were. */
function repairedText(text: string): { text: string; repaired: boolean[] } {
  const repaired = Array.from({ length: text.length }, () => false);
  const replaced = text.replace(/\S+/gu, (word, at: number) => {
    const match = MISREAD.exec(word);
    if (!match || !isMostlyDigits(match[3]!)) return word;
    const [, minus = "", mark = "", number = "", after = ""] = match;
    const leads = /^[SsE](?=\d)/u.test(number) && mark === "" ? 1 : 0;
    const digits = [...number].map((sign, index) => (index < leads ? "$" : (DIGIT_OF[sign] ?? sign)));
    for (const [index, sign] of digits.entries()) {
      if (sign !== number[index]) repaired[at + minus.length + mark.length + index] = index >= leads;
    }
    return minus + mark + digits.join("") + after;
  });
  return { text: replaced, repaired };
}
