import { ReceiptText, SearchX } from "lucide-react";
import { type Ref, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "react-router";
import { ButtonLink } from "../../components/Button.js";
import { EmptyState } from "../../components/EmptyState.js";
import { Row, Stack, Surface } from "../../components/Layout.js";
import { MoreOnScroll } from "../../components/MoreOnScroll.js";
import { Skeleton } from "../../components/Skeleton.js";
import { TextLink } from "../../components/TextLink.js";
import type { GroupExpensesPageQuery } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { isZero, type MoneyText } from "../../lib/format.js";
import { usePageQuery } from "../../lib/page-query.js";
import { ExpenseFilters } from "./ExpenseFilters.js";
import { ExpenseTimeline, type ListedRows } from "./ExpenseTimeline.js";
import { type ExpenseFilterFields, filterFrom, isShownPayment, showsPayments, withFilter } from "./expense-filter.js";
import { keepListPlace, type ListPlace, listPlace } from "./list-place.js";
import { type PendingExpense, useUnlisted } from "./pending-expenses.js";
import { evenAbove, type ListedExpense, type Loaded, timeline } from "./timeline.js";
import { usePayments } from "./usePayments.js";

const GroupExpensesPage = graphql(`
  query GroupExpensesPage(
    $groupId: ID!
    $filter: ExpenseFilter!
    $first: Int = 50
    $after: String
    $last: Int
    $before: String
  ) {
    group(id: $groupId) {
      id
      currency
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
      expenses(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
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
          hasPreviousPage
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

/** A page beyond the first is read while one scrolls, and may take longer. */
const PAGE = 100;

/** The currencies of a group, as far as its list is loaded: its own first. */
function currenciesOf(own: string, rows: readonly ListedExpense[]): string[] {
  return [...new Set([own, ...rows.flatMap(({ shares }) => shares[0]?.amount.currency ?? [])])];
}

const NONE: ReadonlySet<string> = new Set();

/** The expenses, the payments as far as the filter lets them in, and what is being saved, which no filter knows. */
function shownList<E extends ListedExpense>(
  expenses: Loaded<E>,
  payments: ReturnType<typeof usePayments>,
  pending: readonly PendingExpense[],
  filter: ExpenseFilterFields,
) {
  const hasPayments = payments !== null && showsPayments(filter);
  const isWhole = !isNarrowed(filter) && !filter.deleted;
  const { entries, next } = timeline(
    expenses,
    hasPayments ? payments.loaded : { rows: [], more: false },
    isWhole ? pending : [],
  );
  // It is counted back from now, and so from the first of all.
  const even = hasPayments && isWhole && !expenses.earlier ? evenAbove(entries, payments.open) : NONE;
  return {
    entries: entries.filter((entry) => entry.kind !== "payment" || isShownPayment(entry.payment, filter)),
    next,
    even,
  };
}

function isNarrowed(filter: ExpenseFilterFields): boolean {
  return Object.keys(filter).length > 1;
}

/** Before the row that one comes back to there are so many more, to scroll up into. */
const ROWS_BEFORE = 20;

/** The cursor behind which a list must begin to have a row and some before it; null where that is the first of all. */
function cursorBefore(
  rowId: string,
  entries: readonly { readonly id: string }[],
  edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[],
  first: string | null,
): string | null {
  const cursors = new Map(edges.map(({ cursor, node }) => [node.id, cursor]));
  const at = entries.findIndex(({ id }) => id === rowId);
  const before = entries.slice(0, Math.max(0, at - ROWS_BEFORE)).findLast(({ id }) => cursors.has(id));
  return before ? cursors.get(before.id)! : first;
}

interface Props {
  groupId: string;
  /** Where each expense opens beside the list. */
  addressOf?: (id: string) => string;
  /** The one that is open beside it. */
  openId?: string | undefined;
  rows?: Ref<ListedRows>;
}

/** The expenses of a group with its payments, as the address narrows them. */
export function ExpenseList(props: Props) {
  const { groupId } = props;
  const [search] = useSearchParams();
  const filter = useMemo(() => filterFrom(search), [search]);
  const start = useListStart(`${groupId} ${JSON.stringify(filter)}`);
  const { data, previous, fetchMore } = usePageQuery(GroupExpensesPage, {
    groupId,
    filter,
    ...(start.after && { after: start.after }),
  });
  // While a filter changes, what it changes stays in sight.
  const group = data ? data.group : previous?.group?.id === groupId ? previous.group : null;
  // What comes to the top of a list is read with its first page.
  if (start.after && data?.group?.expenses.pageInfo.hasPreviousPage === false) start.forget();
  if (!data && !group) return <Skeleton />;
  if (!group) return null;
  const { edges, pageInfo } = group.expenses;
  return (
    <ListedExpenses
      {...props}
      group={group}
      filter={filter}
      start={start}
      loadEarlier={() =>
        fetchMore({ variables: { first: null, after: null, last: PAGE, before: edges[0]?.cursor ?? null } })
      }
      loadMore={() => fetchMore({ variables: { first: PAGE, after: pageInfo.endCursor } })}
      isLoaded={data !== null}
    />
  );
}

/** Where a list begins to be read: at the place where it was left, if this is where one comes back to. */
function useListStart(listName: string) {
  const { key } = useLocation();
  const name = `${key} ${listName}`;
  const begin = (place: ListPlace | null) => ({ listName, place, after: place?.after ?? null });
  const [start, setStart] = useState(() => begin(listPlace(name)));
  const { place, after } = start.listName === listName ? start : begin(null);
  return { name, listName, place, after, forget: () => setStart({ ...begin(place), after: null }) };
}

type GroupExpenses = NonNullable<GroupExpensesPageQuery["group"]>;

function ListedExpenses(
  props: Props & {
    group: GroupExpenses;
    filter: ExpenseFilterFields;
    start: ReturnType<typeof useListStart>;
    loadEarlier: () => Promise<unknown>;
    loadMore: () => Promise<unknown>;
    isLoaded: boolean;
  },
) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { group, groupId, filter, start } = props;
  const { deleted } = filter;
  const { edges, pageInfo } = group.expenses;
  const payments = usePayments(groupId);
  const rows = useMemo(
    () => edges.map((edge) => edge.node).filter((expense) => Boolean(expense.deletedAt) === deleted),
    [edges, deleted],
  );
  const pending = useUnlisted(groupId, rows);
  const { hasNextPage: more, hasPreviousPage: earlier } = pageInfo;
  const list = useMemo(
    () => shownList({ rows, more, earlier }, payments, pending, filter),
    [rows, more, earlier, payments, pending, filter],
  );
  const open = useMemo(() => openCurrencies(group), [group]);
  const isEmpty = list.entries.length === 0 && !more && !earlier;
  return (
    // What the browser holds in place by itself would be moved twice; and what stands below a list would run with its end.
    <Stack overflowAnchor="none">
      {(!isEmpty || isNarrowed(filter)) && (
        <ExpenseFilters
          group={group}
          search={search}
          currencies={currenciesOf(group.currency, rows)}
          onChange={(parts) => setSearch(withFilter(search, parts), { replace: true })}
        />
      )}
      {isEmpty && <NoExpenses groupId={groupId} filter={filter} canRecord={group.viewerCan.record} />}
      {props.isLoaded && earlier && <MoreOnScroll words={t("expenses.newer")} load={props.loadEarlier} />}
      {list.entries.length > 0 && (
        <ExpenseTimeline
          key={start.listName}
          groupId={groupId}
          entries={list.entries}
          even={list.even}
          ends={{ first: !earlier, last: list.next === null }}
          viewerMemberId={group.viewerMember?.id ?? null}
          open={open}
          addressOf={props.addressOf}
          openId={props.openId}
          rows={props.rows}
          start={start.place && { key: start.place.rowId, top: start.place.top }}
          placeName={start.name}
          onLeave={(name, row) =>
            keepListPlace(
              name,
              row && {
                rowId: row.key,
                top: row.top,
                after: cursorBefore(row.key, list.entries, edges, start.after),
              },
            )
          }
        />
      )}
      {props.isLoaded && list.next === "expenses" && <MoreOnScroll load={props.loadMore} />}
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

/** What a list says that has nothing in it. */
function NoExpenses(props: { groupId: string; filter: ExpenseFilterFields; canRecord: boolean }) {
  const { t } = useTranslation();
  const { deleted } = props.filter;
  if (isNarrowed(props.filter)) {
    return (
      <Surface>
        <EmptyState icon={SearchX} title={t("filter.noneTitle")} text={t("filter.noneText")}>
          <ButtonLink to={deleted ? "?deleted" : "?"}>{t("filter.allOff")}</ButtonLink>
        </EmptyState>
      </Surface>
    );
  }
  if (deleted) {
    return (
      <Surface>
        <EmptyState icon={ReceiptText} title={t("expenses.noneDeleted")} text={t("expenses.noneDeletedText")} />
      </Surface>
    );
  }
  return (
    <Surface>
      <EmptyState icon={ReceiptText} title={t("expenses.emptyTitle")} text={t("expenses.emptyText")}>
        {props.canRecord && (
          <ButtonLink to={`/groups/${props.groupId}/expenses/new`}>{t("expenses.emptyAct")}</ButtonLink>
        )}
      </EmptyState>
    </Surface>
  );
}
