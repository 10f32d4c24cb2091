import { invariant } from "./invariant.js";

const PATTERN = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** Longer texts are refused before they become a number, so that nobody can make us multiply megabytes. */
const DIGITS_MAX = 40;

/**
 * An exact decimal number: `units` × 10^-`scale`. It keeps the text it was read from, because what a person
 * entered is shown as it was entered; `canonical()` is the same for equal numbers.
 */
export class Decimal {
  readonly text: string;
  readonly units: bigint;
  readonly scale: number;

  private constructor(text: string, units: bigint, scale: number) {
    this.text = text;
    this.units = units;
    this.scale = scale;
  }

  /** Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?`; anything else, and more than 40 characters, is null. */
  static parse(text: string): Decimal | null {
    if (text.length > DIGITS_MAX || !PATTERN.test(text)) return null;
    const point = text.indexOf(".");
    const scale = point < 0 ? 0 : text.length - point - 1;
    return new Decimal(text, BigInt(text.replace(".", "")), scale);
  }

  /** The number of decimals that matter: "1.500" has one. */
  get decimals(): number {
    const fraction = this.text.split(".")[1] ?? "";
    return fraction.replace(/0+$/, "").length;
  }

  /** The number in units of 10^-`scale`, or null where it has more decimals than that. */
  scaledTo(scale: number): bigint | null {
    if (this.decimals > scale) return null;
    if (scale >= this.scale) return this.units * 10n ** BigInt(scale - this.scale);
    return this.units / 10n ** BigInt(this.scale - scale);
  }

  /** One text per number: "1.50", "1.5" and "1.500" are all "1.5", and "-0" is "0". */
  canonical(): string {
    const exact = this.scaledTo(this.decimals);
    invariant(exact !== null, "a decimal fits its own decimals");
    return decimalText(exact, this.decimals);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** `units` × 10^-`scale` as text, always with `scale` decimals: (1250, 2) is "12.50". */
export function decimalText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const sign = units < 0n ? "-" : "";
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
