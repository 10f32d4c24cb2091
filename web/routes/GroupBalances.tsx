import { useParams } from "react-router";
import { Skeleton } from "../components/Skeleton.js";
import { BalanceList } from "../features/balances/BalanceList.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupBalancesPage = graphql(`
  query GroupBalancesPage($groupId: ID!) {
    group(id: $groupId) {
      id
      ...BalanceList_group
    }
  }
`);

export function Component() {
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(GroupBalancesPage, { groupId });
  if (!data) return <Skeleton />;
  return data.group && <BalanceList group={data.group} />;
}
