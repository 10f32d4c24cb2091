import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { Heading, Muted, Row, Rows, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { SettlementRow } from "../features/settlements/SettlementRow.js";
import { TransferList } from "../features/settlements/TransferList.js";
import type { GroupSettleThroughQuery } from "../gql/graphql.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupSettlePage = graphql(`
  query GroupSettlePage($groupId: ID!, $after: String) {
    group(id: $groupId) {
      id
      archivedAt
      members {
        id
      }
      viewerMember {
        id
        role
      }
      ...TransferList_group
      settlements(first: 20, after: $after) {
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

const GroupSettleThrough = graphql(`
  query GroupSettleThrough($groupId: ID!, $memberId: ID!) {
    group(id: $groupId) {
      id
      settlementPlans(options: { through: $memberId }) {
        currency
        transfers {
          from {
            id
            name
          }
          to {
            id
            name
          }
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`);

type ThroughTransfer = NonNullable<GroupSettleThroughQuery["group"]>["settlementPlans"][number]["transfers"][number];

export function Component() {
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const [search, setSearch] = useSearchParams();
  const { data, fetchMore } = usePageQuery(GroupSettlePage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  const writes = Boolean(group.viewerMember && group.viewerMember.role !== "VIEWER" && !group.archivedAt);
  const { edges, pageInfo } = group.settlements;
  const through = group.members.find((member) => member.id === search.get("through"))?.id;
  const onThrough = (memberId: string | null) =>
    setSearch(memberId === null ? {} : { through: memberId }, { replace: true });
  const suggestions = { group, canRecord: writes, onThrough };
  return (
    <Stack>
      {through === undefined ? (
        <TransferList {...suggestions} through={null} />
      ) : (
        <Through groupId={groupId} memberId={through}>
          {(transfers) => <TransferList {...suggestions} through={{ memberId: through, transfers }} />}
        </Through>
      )}
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
            <SettlementRow
              key={node.id}
              settlement={node}
              viewer={group.viewerMember ?? null}
              archived={Boolean(group.archivedAt)}
            />
          ))}
        </Rows>
        {pageInfo.hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
      </Surface>
    </Stack>
  );
}

/** The payments that all go through one member. */
function Through(props: {
  groupId: string;
  memberId: string;
  children: (transfers: readonly ThroughTransfer[]) => ReactNode;
}) {
  const { groupId, memberId } = props;
  const { data } = usePageQuery(GroupSettleThrough, { groupId, memberId });
  if (!data) return <Skeleton rows={3} />;
  return props.children(data.group?.settlementPlans.flatMap((plan) => plan.transfers) ?? []);
}
