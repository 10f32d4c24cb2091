import { useParams, useSearchParams } from "react-router";
import { isCurrency } from "../../server/kernel/currency.js";
import { NotHere } from "../components/NotHere.js";
import { Skeleton } from "../components/Skeleton.js";
import { BalanceStatement, type StatementOrder } from "../features/balances/BalanceStatement.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const BalanceWhyPage = graphql(`
  query BalanceWhyPage($groupId: ID!, $memberId: ID!, $currency: CurrencyCode!, $by: ExplanationOrder!) {
    group(id: $groupId) {
      id
      lastEventSeq
      ...BalanceStatement_group
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("why").catch(() => undefined);

/** Why somebody owes, or is owed, what the balance says. */
export function Component() {
  useWords("why");
  const { currency } = useParams() as { currency: string };
  return isCurrency(currency) ? <Statement /> : <NotHere />;
}

function Statement() {
  const { groupId, memberId, currency } = useParams() as { groupId: string; memberId: string; currency: string };
  const [search, setSearch] = useSearchParams();
  const by: StatementOrder = search.get("by") === "people" ? "MEMBERS" : "ENTRIES";
  const { data } = usePageQuery(BalanceWhyPage, { groupId, memberId, currency, by });
  if (!data) return <Skeleton heading />;
  const { group } = data;
  if (!group) return <NotHere />;
  return (
    <>
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <BalanceStatement
        group={group}
        memberId={memberId}
        currency={currency}
        by={by}
        onOrder={(order) => setSearch(order === "MEMBERS" ? { by: "people" } : {}, { replace: true })}
      />
    </>
  );
}
