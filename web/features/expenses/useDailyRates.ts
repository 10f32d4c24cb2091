import { useQuery } from "@apollo/client/react";
import { graphql } from "../../gql/index.js";
import type { RateText } from "../../lib/rates.js";

const DailyRates = graphql(`
  query DailyRates($groupId: ID!, $from: CurrencyCode!, $to: CurrencyCode!, $on: LocalDate!) {
    exchangeRate(from: $from, to: $to, on: $on) {
      ...RateLine_rate @unmask
    }
    group(id: $groupId) {
      id
      rate(from: $from, to: $to, on: $on) {
        ...RateLine_rate @unmask
      }
    }
  }
`);

export interface DailyRates {
  readonly ECB: RateText | null;
  readonly GROUP: RateText | null;
  /** Whether the answer is here. */
  readonly known: boolean;
}

/** The bank's and the group's own rate of a day between two currencies; null for each that there is not. */
export function useDailyRates(wanted: {
  groupId: string;
  from: string | null;
  to: string;
  on: string | null;
}): DailyRates {
  const { groupId, from, to, on } = wanted;
  const { data } = useQuery(DailyRates, {
    variables: { groupId, from: from ?? to, to, on: on ?? "" },
    skip: from === null || from === to || on === null,
  });
  const ours = data?.group?.rate;
  return {
    ECB: data?.exchangeRate ?? null,
    GROUP: ours?.source === "GROUP" ? ours : null,
    known: data !== undefined,
  };
}
