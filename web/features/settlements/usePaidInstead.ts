import { useQuery } from "@apollo/client/react";
import { useState } from "react";
import { readAmount, typedAmount } from "../../../server/kernel/amount-input.js";
import { minorDigits } from "../../../server/kernel/currency.js";
import { Decimal } from "../../../server/kernel/decimal.js";
import { rateBetween, rateText } from "../../../server/kernel/exchange.js";
import { minorFrom } from "../../../server/kernel/money.js";
import { graphql } from "../../gql/index.js";
import { type MoneyText, useFormat } from "../../lib/format.js";
import { convertedText, type RateText } from "../../lib/rates.js";

const SettlementRate = graphql(`
  query SettlementRate($groupId: ID!, $from: CurrencyCode!, $to: CurrencyCode!, $on: LocalDate!) {
    group(id: $groupId) {
      id
      rate(from: $from, to: $to, on: $on) {
        ...RateLine_rate @unmask
      }
    }
  }
`);

export interface PaidInstead {
  readonly currency: string;
  readonly setCurrency: (currency: string) => void;
  /** What stands in the field: what was typed, or what the rate suggests. */
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  /** What was paid, once it can be read and is above zero. */
  readonly paid: MoneyText | null;
  /** Why it cannot be read; "EMPTY" where nothing is there. */
  readonly problem: string | null;
  /** The rate between the debt and what is paid on that day; null where there is none. */
  readonly rate: RateText | null;
  /** Whether the answer about the rate is here. */
  readonly known: boolean;
  /** What the two amounts come to for one of the debt's currency, where they are not by that rate. */
  readonly agreed: string | null;
}

/** What is paid for a debt in another currency: suggested by the group's rate of the day, until something is typed. */
export function usePaidInstead(options: {
  groupId: string;
  debt: MoneyText;
  on: string;
  first: string;
  wanted: boolean;
}): PaidInstead {
  const { groupId, debt, on, wanted } = options;
  const { locale } = useFormat();
  const [currency, setCurrency] = useState(options.first);
  const [entered, setTyped] = useState<string | null>(null);
  const { data } = useQuery(SettlementRate, {
    variables: { groupId, from: debt.currency, to: currency, on },
    skip: !wanted || currency === debt.currency,
  });
  const known = data?.group !== undefined;
  const rate = (wanted && data?.group?.rate) || null;
  const suggested = rate && convertedText(debt, currency, rate.rate);
  const typed = entered ?? (suggested ? typedAmount(suggested, locale) : "");
  const read = readAmount(typed, locale, minorDigits(currency), currency);
  const positive = read.ok && !read.text.startsWith("-") && /[1-9]/.test(read.text);
  const paid = read.ok && positive ? { amount: read.text, currency } : null;
  return {
    currency,
    setCurrency: (next) => {
      setCurrency(next);
      setTyped(null);
    },
    typed,
    setTyped,
    paid,
    problem: read.ok ? (positive ? null : "POSITIVE") : read.problem,
    rate,
    known,
    agreed: paid && !sameAmount(paid.amount, suggested) ? quotient(debt, paid) : null,
  };
}

function sameAmount(amount: string, suggested: string | null): boolean {
  return suggested !== null && Decimal.parse(amount)?.canonical() === Decimal.parse(suggested)?.canonical();
}

function quotient(debt: MoneyText, paid: MoneyText): string | null {
  const [from, to] = [debt, paid].map(({ amount, currency }) => {
    const decimal = Decimal.parse(amount);
    const minor = decimal && minorFrom(decimal, currency);
    return typeof minor === "bigint" && minor > 0n ? { minor, currency } : null;
  });
  return from && to ? rateText(rateBetween(from, to)) : null;
}
