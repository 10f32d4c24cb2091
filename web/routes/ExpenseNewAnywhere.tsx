import { Navigate } from "react-router";
import { Skeleton } from "../components/Skeleton.js";
import { graphql } from "../gql/index.js";
import { lastGroup } from "../lib/last-group.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpenseNewAnywhere = graphql(`
  query ExpenseNewAnywhere {
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
  const { data } = usePageQuery(ExpenseNewAnywhere, {});
  if (!data) return <Skeleton heading />;
  const open = data.groups.edges.map((edge) => edge.node).filter(({ viewerCan }) => viewerCan.record);
  const group = open.find(({ id }) => id === lastGroup()) ?? open[0];
  return <Navigate replace to={group ? `/groups/${group.id}/expenses/new` : "/groups/new"} />;
}
