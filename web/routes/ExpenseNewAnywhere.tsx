import { Navigate } from "react-router";
import { isId } from "../../server/kernel/ids.js";
import { Skeleton } from "../components/Skeleton.js";
import { MoreGroups, useGroupsBehind } from "../features/groups/all-groups.js";
import { graphql } from "../gql/index.js";
import { lastGroup } from "../lib/last-group.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpenseNewAnywhere = graphql(`
  query ExpenseNewAnywhere($lastId: ID!, $hasLast: Boolean!) {
    group(id: $lastId) @include(if: $hasLast) {
      id
      viewerCan {
        record
      }
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          viewerCan {
            record
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** An expense, wherever one is: of the group that one was in last, else of the one that was active last. */
export function Component() {
  const last = lastGroup();
  const hasLast = last !== null && isId("grp", last);
  const { data } = usePageQuery(ExpenseNewAnywhere, { lastId: hasLast ? last : "", hasLast });
  const first = data?.groups.edges.map(({ node }) => node) ?? [];
  const near = [data?.group, ...first].find((group) => group?.viewerCan.record);
  // The first fifty may all be archived, or of those in which one only looks on.
  const more = useGroupsBehind(near ? undefined : data?.groups, MoreGroups);
  if (!data || (!near && more === null)) return <Skeleton heading />;
  const group = near ?? more?.find(({ viewerCan }) => viewerCan.record);
  return <Navigate replace to={group ? `/groups/${group.id}/expenses/new` : "/groups/new"} />;
}
