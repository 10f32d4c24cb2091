import { ReceiptText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Muted, Row, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseMonths } from "../features/expenses/ExpenseMonths.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupExpensesPage = graphql(`
  query GroupExpensesPage($groupId: ID!, $after: String, $deleted: Boolean!) {
    group(id: $groupId) {
      id
      archivedAt
      viewerMember {
        id
        role
      }
      expenses(first: 50, after: $after, filter: { deleted: $deleted }) {
        edges {
          cursor
          node {
            id
            incurredOn
            deletedAt
            ...ExpenseRow_expense
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
  const [search] = useSearchParams();
  const deleted = search.has("deleted");
  const { data, fetchMore } = usePageQuery(GroupExpensesPage, { groupId, deleted });
  if (!data) return <Skeleton />;
  if (!data.group) return null;
  const { expenses, viewerMember, archivedAt } = data.group;
  const rows = expenses.edges.map((edge) => edge.node).filter((expense) => Boolean(expense.deletedAt) === deleted);
  const writes = viewerMember && viewerMember.role !== "VIEWER" && !archivedAt;
  const { hasNextPage, endCursor } = expenses.pageInfo;
  return (
    <Stack>
      {rows.length === 0 && deleted && <Muted textAlign="center">{t("expenses.noneDeleted")}</Muted>}
      {rows.length === 0 && !hasNextPage && !deleted && (
        <Surface>
          <EmptyState icon={ReceiptText} title={t("expenses.emptyTitle")} text={t("expenses.emptyText")}>
            {writes && <ButtonLink to={`/groups/${groupId}/expenses/new`}>{t("expenses.emptyAct")}</ButtonLink>}
          </EmptyState>
        </Surface>
      )}
      <ExpenseMonths expenses={rows} viewerMemberId={viewerMember?.id ?? null} />
      {hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: endCursor } })} />}
      <Row justifyContent="center">
        {deleted ? (
          <TextLink to="?">{t("expenses.hideDeleted")}</TextLink>
        ) : (
          <TextLink to="?deleted">{t("expenses.showDeleted")}</TextLink>
        )}
      </Row>
    </Stack>
  );
}
