import { Field, InputType, ObjectType } from "type-graphql";
import { isActiveCurrency, minorDigits } from "../../kernel/currency.js";
import type { Decimal } from "../../kernel/decimal.js";
import { amountText, type Money, minorFrom } from "../../kernel/money.js";
import type { InvalidFields } from "./refusals.js";
import { CurrencyCodeScalar, DecimalScalar } from "./scalars.js";

@ObjectType("Money", {
  simpleResolvers: true,
  description: "An exact amount. As output it always has as many decimals as the currency has (JPY 0, EUR 2, KWD 3).",
})
export class MoneyOutput {
  @Field(() => DecimalScalar, { description: "The amount in major units, exact." })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: "Of which currency." })
  currency: string;

  constructor(minor: bigint, currency: string) {
    this.amount = amountText(minor, currency);
    this.currency = currency;
  }
}

@InputType({
  description: "May have fewer decimals than the currency, never more. At most 10^15 minor units either way.",
})
export class MoneyInput {
  @Field(() => DecimalScalar, { description: "The amount in major units." })
  amount!: Decimal;

  @Field(() => CurrencyCodeScalar, { description: "Of which currency." })
  currency!: string;
}

/** The input as money; what is wrong with it goes into `invalid`, and zero minor units come back. */
export function moneyFrom(input: MoneyInput, invalid: InvalidFields, path: readonly string[]): Money {
  return { minor: amountFrom(input.amount, input.currency, invalid, [...path, "amount"]), currency: input.currency };
}

/** A bare amount of a known currency as minor units; what is wrong goes into `invalid`. */
export function amountFrom(amount: Decimal, currency: string, invalid: InvalidFields, path: readonly string[]): bigint {
  const minor = minorFrom(amount, currency);
  if (typeof minor === "bigint") return minor;
  if (minor === "TOO_MANY_DECIMALS") {
    invalid.add(path, minor, `${currency} has at most ${minorDigits(currency)} decimals.`);
  } else {
    invalid.add(path, minor, "This amount is too large.");
  }
  return 0n;
}

/** Withdrawn currencies live on in imports alone; `known` are those that the group already holds. */
export function requireCurrency(
  code: string,
  known: Iterable<string>,
  invalid: InvalidFields,
  path: readonly string[],
): void {
  if (isActiveCurrency(code) || [...known].includes(code)) return;
  invalid.add(path, "NOT_ALLOWED", `${code} is no longer a currency.`);
}
