import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { SettlementRow } from "../features/settlements/SettlementRow.js";
import { TransferList } from "../features/settlements/TransferList.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupSettlePage = graphql(`
  query GroupSettlePage($groupId: ID!, $first: Int = 20, $after: String) {
    group(id: $groupId) {
      id
      viewerCan {
        settle
      }
      ...TransferList_group
      settlements(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            ...SettlementRow_settlement
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

export function Component() {
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const [search, setSearch] = useSearchParams();
  const { data, fetchMore } = usePageQuery(GroupSettlePage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  const { settle: writes } = group.viewerCan;
  const { edges, pageInfo } = group.settlements;
  return (
    <Stack>
      <TransferList
        group={group}
        canRecord={writes}
        search={search}
        // At once, so that a box which was ticked is ticked before the next one is.
        onSearch={(next) => setSearch(next, { replace: true, preventScrollReset: true, flushSync: true })}
      />
      {writes && (
        <div>
          <ButtonLink to={`/groups/${groupId}/settle/new`}>{t("settle.recordOther")}</ButtonLink>
        </div>
      )}
      <Surface aria-labelledby="settlements">
        <Row justifyContent="space-between">
          <Heading id="settlements">{t("settle.recordedTitle")}</Heading>
        </Row>
        {edges.length === 0 && <Muted marginTop="2">{t("settle.none")}</Muted>}
        <Rows>
          {edges.map(({ node }) => (
            <SettlementRow key={node.id} settlement={node} />
          ))}
        </Rows>
        {pageInfo.hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
      </Surface>
    </Stack>
  );
}
