import { useQuery } from "@apollo/client/react";
import { useMemo } from "react";
import { graphql } from "../../gql/index.js";
import { useWholeList } from "../../lib/page-query.js";

const GroupPayments = graphql(`
  query GroupPayments($groupId: ID!, $first: Int = 100, $after: String) {
    group(id: $groupId) {
      id
      balances { member { id } net { amount currency } }
      settlements(first: $first, after: $after) {
        edges {
          cursor
          node {
            id settledOn status
            from { id name }
            to { id name }
            amount { amount currency }
            settles { amount currency }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** The payments that stand in a group's list, and what is open; null until they are here. */
export function usePayments(groupId: string) {
  const { data, fetchMore, observable } = useQuery(GroupPayments, {
    variables: { groupId },
    fetchPolicy: "cache-and-network",
    refetchWritePolicy: "merge",
  });
  useWholeList(observable, { groupId });
  const group = data?.group;
  return useMemo(() => {
    if (!group) return null;
    const { edges, pageInfo } = group.settlements;
    return {
      loaded: { rows: edges.map(({ node }) => node), more: pageInfo.hasNextPage },
      open: group.balances,
      loadMore: () => fetchMore({ variables: { after: pageInfo.endCursor } }),
    };
  }, [group, fetchMore]);
}
