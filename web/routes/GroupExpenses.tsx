import { chakra } from "@chakra-ui/react";
import { ReceiptText, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useOutlet, useParams, useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Row, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { useWide } from "../components/use-wide.js";
import { ExpenseFilters } from "../features/expenses/ExpenseFilters.js";
import { ExpenseMonths } from "../features/expenses/ExpenseMonths.js";
import {
  type ExpenseFilterFields,
  filterFrom,
  isShownPayment,
  showsPayments,
  withFilter,
} from "../features/expenses/expense-filter.js";
import { PendingExpenses } from "../features/expenses/PendingExpenses.js";
import { evenAbove, type ListedExpense, type Loaded, timeline } from "../features/expenses/timeline.js";
import { usePayments } from "../features/expenses/usePayments.js";
import { useRowKeys } from "../features/expenses/useRowKeys.js";
import { GroupAside } from "../features/groups/GroupAside.js";
import { graphql } from "../gql/index.js";
import { isZero, type MoneyText } from "../lib/format.js";
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
      viewerBalances {
        net {
          amount
          currency
        }
      }
      ...ExpenseFilters_group
      expenses(first: 50, after: $after, filter: $filter) {
        edges {
          cursor
          node {
            id
            incurredOn
            deletedAt
            payersKnown
            payers {
              member {
                id
              }
              amount {
                amount
                currency
              }
            }
            shares {
              member {
                id
              }
              amount {
                amount
                currency
              }
            }
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

/** In which the reader owes or is owed something now. */
function openCurrencies(group: { readonly viewerBalances: readonly { readonly net: MoneyText }[] }): Set<string> {
  return new Set(group.viewerBalances.filter(({ net }) => !isZero(net.amount)).map(({ net }) => net.currency));
}

/** The expenses, and the payments as far as the filter lets them in. */
function shownList<E extends ListedExpense>(
  expenses: Loaded<E>,
  payments: ReturnType<typeof usePayments>,
  filter: ExpenseFilterFields,
) {
  const hasPayments = payments !== null && showsPayments(filter);
  const { entries, next } = timeline(expenses, hasPayments ? payments.loaded : { rows: [], more: false });
  const isWhole = Object.keys(filter).length === 1;
  return {
    entries: entries.filter((entry) => entry.kind === "expense" || isShownPayment(entry.payment, filter)),
    next,
    even: hasPayments && isWhole ? evenAbove(entries, payments.open) : new Set<string>(),
  };
}

const Columns = chakra("div", {
  base: {
    display: "grid",
    columnGap: "10",
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "minmax(0, 42.5rem) minmax(16rem, 24rem)" },
    alignItems: "start",
  },
});

const Beside = chakra("div", {
  base: {
    position: "sticky",
    top: "8",
    minWidth: "0",
    maxHeight: "calc(100dvh - 4rem)",
    overflowY: "auto",
    // So that the ring of what has the focus is not cut off.
    padding: "1",
    margin: "-1",
  },
});

/** The list; where there is room, with the expense that is open beside it, or else with who owes whom. */
export function Component() {
  const { groupId, expenseId } = useParams() as { groupId: string; expenseId?: string };
  const { search } = useLocation();
  const wide = useWide();
  const detail = useOutlet();
  const list = `/groups/${groupId}/expenses`;
  const addressOf = (id: string | null) => (id === null ? list : `${list}/${id}`) + search;
  const onKeyDown = useRowKeys({ openId: expenseId, addressOf });
  if (!wide) return detail ?? <ExpenseList groupId={groupId} />;
  return (
    <Columns onKeyDown={onKeyDown}>
      <ExpenseList groupId={groupId} addressOf={addressOf} />
      {detail ? <Beside key="detail">{detail}</Beside> : <GroupAside groupId={groupId} />}
    </Columns>
  );
}

function ExpenseList({ groupId, addressOf }: { groupId: string; addressOf?: (id: string) => string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = filterFrom(search);
  const { deleted } = filter;
  const { data, previous, fetchMore } = usePageQuery(GroupExpensesPage, { groupId, filter });
  const payments = usePayments(groupId);
  // While a filter changes, what it changes stays in sight.
  const group = data ? data.group : previous?.group?.id === groupId ? previous.group : null;
  if (!data && !group) return <Skeleton />;
  if (!group) return null;
  const { expenses, viewerMember, viewerCan } = group;
  const rows = expenses.edges.map((edge) => edge.node).filter((expense) => Boolean(expense.deletedAt) === deleted);
  const { hasNextPage, endCursor } = expenses.pageInfo;
  const empty = rows.length === 0 && !hasNextPage;
  const list = shownList({ rows, more: hasNextPage }, payments, filter);
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
      <ExpenseMonths
        groupId={groupId}
        entries={list.entries}
        even={list.even}
        viewerMemberId={viewerMember?.id ?? null}
        open={openCurrencies(group)}
        addressOf={addressOf}
      />
      {data && list.next === "expenses" && <MoreOnScroll load={() => fetchMore({ variables: { after: endCursor } })} />}
      {payments && list.next === "payments" && <MoreOnScroll load={payments.loadMore} />}
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
