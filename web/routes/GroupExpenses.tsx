import { chakra } from "@chakra-ui/react";
import { ReceiptText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Muted, Row, Rows, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseRow } from "../features/expenses/ExpenseRow.js";
import { graphql } from "../gql/index.js";
import { useFormat } from "../lib/format.js";
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

const Month = chakra("h2", {
  base: {
    position: "sticky",
    top: "0",
    zIndex: 1,
    bg: "canvas",
    paddingBlock: "2",
    fontSize: "sm",
    color: "fg.muted",
    letterSpacing: "0",
  },
});

/** Consecutive rows of one month together, in the order in which they came. */
function byMonth<Row extends { incurredOn: string }>(rows: readonly Row[]): { month: string; rows: Row[] }[] {
  const months: { month: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const month = row.incurredOn.slice(0, 7);
    if (months.at(-1)?.month !== month) months.push({ month, rows: [] });
    months.at(-1)!.rows.push(row);
  }
  return months;
}

export function Component() {
  const { t } = useTranslation();
  const format = useFormat();
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
      {byMonth(rows).map(({ month, rows: expensesOfMonth }) => (
        <section key={month} aria-label={format.month(`${month}-01`)}>
          <Month>{format.month(`${month}-01`)}</Month>
          <Surface pad="none" overflow="hidden">
            <Rows>
              {expensesOfMonth.map((expense) => (
                <ExpenseRow key={expense.id} expense={expense} viewerMemberId={viewerMember?.id ?? null} />
              ))}
            </Rows>
          </Surface>
        </section>
      ))}
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
