import { ReceiptText, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Row, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseFilters } from "../features/expenses/ExpenseFilters.js";
import { ExpenseMonths } from "../features/expenses/ExpenseMonths.js";
import { filterFrom, withFilter } from "../features/expenses/expense-filter.js";
import { PendingExpenses } from "../features/expenses/PendingExpenses.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupExpensesPage = graphql(`
  query GroupExpensesPage($groupId: ID!, $after: String, $filter: ExpenseFilter!) {
    group(id: $groupId) {
      id
      viewerMember {
        id
      }
      viewerCan {
        record
      }
      ...ExpenseFilters_group
      expenses(first: 50, after: $after, filter: $filter) {
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
  const [search, setSearch] = useSearchParams();
  const filter = filterFrom(search);
  const { deleted } = filter;
  const { data, previous, fetchMore } = usePageQuery(GroupExpensesPage, { groupId, filter });
  // While a filter changes, what it changes stays in sight.
  const group = data ? data.group : previous?.group?.id === groupId ? previous.group : null;
  if (!data && !group) return <Skeleton />;
  if (!group) return null;
  const { expenses, viewerMember, viewerCan } = group;
  const rows = expenses.edges.map((edge) => edge.node).filter((expense) => Boolean(expense.deletedAt) === deleted);
  const { hasNextPage, endCursor } = expenses.pageInfo;
  const empty = rows.length === 0 && !hasNextPage;
  const narrowed = Object.keys(filter).length > 1;
  return (
    <Stack>
      {(!empty || narrowed) && (
        <ExpenseFilters
          group={group}
          search={search}
          onChange={(name, value) => setSearch(withFilter(search, name, value), { replace: true })}
        />
      )}
      {empty && narrowed && (
        <Surface>
          <EmptyState icon={SearchX} title={t("filter.noneTitle")} text={t("filter.noneText")}>
            <ButtonLink to={deleted ? "?deleted" : "?"}>{t("filter.allOff")}</ButtonLink>
          </EmptyState>
        </Surface>
      )}
      {empty && !narrowed && deleted && (
        <Surface>
          <EmptyState icon={ReceiptText} title={t("expenses.noneDeleted")} text={t("expenses.noneDeletedText")} />
        </Surface>
      )}
      {empty && !narrowed && !deleted && (
        <Surface>
          <EmptyState icon={ReceiptText} title={t("expenses.emptyTitle")} text={t("expenses.emptyText")}>
            {viewerCan.record && (
              <ButtonLink to={`/groups/${groupId}/expenses/new`}>{t("expenses.emptyAct")}</ButtonLink>
            )}
          </EmptyState>
        </Surface>
      )}
      {!deleted && <PendingExpenses groupId={groupId} listed={rows} />}
      <ExpenseMonths expenses={rows} viewerMemberId={viewerMember?.id ?? null} />
      {data && hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: endCursor } })} />}
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
