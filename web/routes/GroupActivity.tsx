import { useParams } from "react-router";
import { Stack } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { ActivityList } from "../features/activity/ActivityList.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupActivityPage = graphql(`
  query GroupActivityPage($groupId: ID!, $first: Int = 30, $after: String) {
    group(id: $groupId) {
      id
      events(first: $first, after: $after, order: NEWEST_FIRST) {
        edges {
          cursor
          node {
            ...ActivityEvent @unmask
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("receipts").catch(() => undefined);

export function Component() {
  useWords("receipts");
  const { groupId } = useParams() as { groupId: string };
  const { data, fetchMore } = usePageQuery(GroupActivityPage, { groupId });
  if (!data) return <Skeleton />;
  if (!data.group) return null;
  const { edges, pageInfo } = data.group.events;
  return (
    <Stack>
      <ActivityList groupId={groupId} events={edges.map((edge) => edge.node)} />
      {pageInfo.hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
    </Stack>
  );
}
