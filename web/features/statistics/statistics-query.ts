import type { StatisticsPageQuery, StatisticsPageQueryVariables } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { intervalOf, type StatisticsAddress } from "./statistics-address.js";

/** All that a statistics page shows, so that its figures are of one moment. */
export const StatisticsPage = graphql(`
  query StatisticsPage(
    $range: DateRangeInput!
    $within: DateRangeInput!
    $interval: TrendInterval!
    $currency: CurrencyCode!
    $convert: Boolean!
    $groupIds: [ID!]
    $groupId: ID!
    $inGroup: Boolean!
    $trendFilter: SpendingFilterInput
    $categoryFilter: SpendingFilterInput
    $otherFilter: SpendingFilterInput
    $rowFilter: SpendingFilterInput
    $first: Int = 20
    $after: String
  ) {
    spendingSummary(range: $within, groupIds: $groupIds, currency: $currency, convert: $convert) {
      mine { amount currency }
      total { amount currency }
      paid { amount currency }
      income { amount currency }
      settled { amount currency }
      count
      unconverted { amount currency }
      ratesAsOf
      previous { mine { amount currency } total { amount currency } }
      yearBefore { mine { amount currency } total { amount currency } }
    }
    spendingTrend(range: $range, interval: $interval, groupIds: $groupIds, currency: $currency, convert: $convert, filter: $trendFilter) {
      from
      to
      mine { amount currency }
      total { amount currency }
      count
    }
    spendingByCategory(range: $within, groupIds: $groupIds, currency: $currency, convert: $convert, filter: $categoryFilter) {
      category { id name icon }
      mine { amount currency }
      total { amount currency }
      count
    }
    spendingByGroup(range: $within, currency: $currency, convert: $convert, filter: $otherFilter) @skip(if: $inGroup) {
      group { id name emoji colour kind }
      mine { amount currency }
      total { amount currency }
      count
    }
    spendingByMember(range: $within, groupId: $groupId, currency: $currency, convert: $convert, filter: $otherFilter) @include(if: $inGroup) {
      member { id name }
      borne { amount currency }
      paid { amount currency }
      count
    }
    spendingRows(range: $within, groupIds: $groupIds, currency: $currency, convert: $convert, filter: $rowFilter, first: $first, after: $after) {
      edges {
        cursor
        node {
          expense { id title incurredOn total { amount currency } category { id icon } group { id name } }
          mine { amount currency }
          total { amount currency }
        }
      }
      pageInfo { hasNextPage endCursor }
      mine { amount currency }
      total { amount currency }
      count
    }
  }
`);

export type Statistics = StatisticsPageQuery;

interface Place {
  /** Of a group's own page. */
  readonly groupId: string | null;
  readonly currency: string;
}

/** What an address asks the server for. Each chart is narrowed by what is chosen in the others, and not by its own. */
export function variablesOf(address: StatisticsAddress, place: Place): StatisticsPageQueryVariables {
  const { categoryId, memberId, groupId } = address;
  const inGroup = place.groupId !== null;
  const only = inGroup ? place.groupId : groupId;
  const category = categoryId ? { categoryId } : {};
  const member = inGroup && memberId ? { memberId } : {};
  const filter = (parts: object) => (Object.keys(parts).length > 0 ? parts : null);
  return {
    range: address.range,
    within: address.within ?? address.range,
    interval: intervalOf(address.range),
    currency: place.currency,
    convert: address.converts,
    groupIds: only ? [only] : null,
    groupId: place.groupId ?? "",
    inGroup,
    trendFilter: filter({ ...category, ...member }),
    categoryFilter: filter(member),
    otherFilter: filter(category),
    rowFilter: filter({ ...category, ...member }),
  };
}
