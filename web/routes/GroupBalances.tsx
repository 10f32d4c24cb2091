import { useParams, useSearchParams } from "react-router";
import { isCurrency } from "../../server/kernel/currency.js";
import { Stack } from "../components/Layout.js";
import { Skeleton } from "../components/Skeleton.js";
import { BalanceList } from "../features/balances/BalanceList.js";
import { ConvertedBalances } from "../features/currencies/ConvertedBalances.js";
import { InOneCurrency } from "../features/currencies/InOneCurrency.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupBalancesPage = graphql(`
  query GroupBalancesPage($groupId: ID!) {
    group(id: $groupId) {
      id
      currency
      balances {
        net {
          currency
        }
      }
      ...BalanceList_group
    }
  }
`);

const GroupBalancesInPage = graphql(`
  query GroupBalancesInPage($groupId: ID!, $currency: CurrencyCode!) {
    group(id: $groupId) {
      id
      ...ConvertedBalances_group
    }
  }
`);

export function Component() {
  const { groupId } = useParams() as { groupId: string };
  const [search, setSearch] = useSearchParams();
  const { data } = usePageQuery(GroupBalancesPage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  const wanted = search.get("in");
  const currency = wanted && isCurrency(wanted) ? wanted : null;
  // Where everything is in the group's own currency there is nothing to convert.
  const convertible = group.balances.some(({ net }) => net.currency !== group.currency);
  return (
    <Stack>
      {(convertible || currency !== null) && (
        <InOneCurrency
          currency={currency}
          proposed={group.currency}
          onChange={(next) => setSearch(next === null ? {} : { in: next }, { replace: true })}
        />
      )}
      {currency === null ? <BalanceList group={group} /> : <Converted groupId={groupId} currency={currency} />}
    </Stack>
  );
}

function Converted(props: { groupId: string; currency: string }) {
  const { data } = usePageQuery(GroupBalancesInPage, props);
  if (!data) return <Skeleton />;
  return data.group && <ConvertedBalances group={data.group} currency={props.currency} />;
}
