import { useParams } from "react-router";
import { isCurrency } from "../../server/kernel/currency.js";
import { NotHere } from "../components/NotHere.js";
import { Skeleton } from "../components/Skeleton.js";
import { TransferStatement } from "../features/balances/TransferStatement.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const TransferWhyPage = graphql(`
  query TransferWhyPage($groupId: ID!, $fromId: ID!, $toId: ID!, $currency: CurrencyCode!) {
    group(id: $groupId) {
      id
      lastEventSeq
      ...TransferStatement_group
    }
  }
`);

interface Params {
  readonly groupId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly currency: string;
}

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("why").catch(() => undefined);

/** Why a payment is suggested. */
export function Component() {
  useWords("why");
  const params = useParams() as unknown as Params;
  return isCurrency(params.currency) ? <Statement {...params} /> : <NotHere />;
}

function Statement({ groupId, fromId, toId, currency }: Params) {
  const { data } = usePageQuery(TransferWhyPage, { groupId, fromId, toId, currency });
  if (!data) return <Skeleton heading />;
  const { group } = data;
  if (!group) return <NotHere />;
  return (
    <>
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <TransferStatement group={group} fromId={fromId} toId={toId} currency={currency} />
    </>
  );
}
