import { Box, chakra } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Chip, Row } from "../components/Layout.js";
import { NotHere } from "../components/NotHere.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { useWide } from "../components/use-wide.js";
import { ExpenseActions } from "../features/expenses/ExpenseActions.js";
import { ExpenseDetail } from "../features/expenses/ExpenseDetail.js";
import { ExpenseHistory } from "../features/expenses/ExpenseHistory.js";
import { ExpenseMonths } from "../features/expenses/ExpenseMonths.js";
import { ArchivedNotice } from "../features/groups/ArchivedNotice.js";
import { GroupLive } from "../features/live/GroupLive.js";
import type { ExpensePageQuery } from "../gql/graphql.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpensePage = graphql(`
  query ExpensePage($expenseId: ID!, $wide: Boolean!) {
    expense(id: $expenseId) {
      id
      title
      version
      deletedAt
      viewerCan {
        edit
        delete
        restore
      }
      group {
        id
        name
        lastEventSeq
        viewerMember {
          id
        }
        ...ArchivedNotice_group
        expenses(first: 50, filter: { deleted: false }) @include(if: $wide) {
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
      ...ExpenseDetail_expense
      ...ExpenseHistory_expense
    }
  }
`);

type Expense = NonNullable<ExpensePageQuery["expense"]>;

const Split = chakra("div", {
  base: {
    display: "grid",
    gap: "8",
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "minmax(0, 2fr) minmax(0, 3fr)" },
    maxWidth: "page",
    marginInline: "auto",
    alignItems: "start",
  },
});
const ListColumn = chakra("nav", {
  base: { position: "sticky", top: "8", maxHeight: "calc(100dvh - 4rem)", overflowY: "auto", borderRadius: "card" },
});

/** The expense; where there is room, beside the list it came from. */
export function Component() {
  const { t } = useTranslation();
  const wide = useWide();
  const { expenseId } = useParams() as { expenseId: string };
  const { data, previous } = usePageQuery(ExpensePage, { expenseId, wide });
  if (data && !data.expense) return <NotHere />;
  const group = (data ?? previous)?.expense?.group;
  const expense = data?.expense && <ExpenseOf expense={data.expense} />;
  if (!wide || !group?.expenses) return expense ?? <Skeleton heading />;
  const listed = group.expenses.edges.map((edge) => edge.node).filter((each) => !each.deletedAt);
  return (
    <Split>
      <ListColumn aria-label={t("expense.others", { group: group.name })}>
        <ExpenseMonths expenses={listed} viewerMemberId={group.viewerMember?.id ?? null} />
      </ListColumn>
      <Box minWidth="0">{expense ?? <Skeleton heading />}</Box>
    </Split>
  );
}

function ExpenseOf({ expense }: { expense: Expense }) {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { group, viewerCan } = expense;
  const list = `/groups/${group.id}/expenses`;
  const deleted = Boolean(expense.deletedAt);
  return (
    <Page
      title={expense.title}
      width="text"
      actions={
        <ExpenseActions
          expense={{ id: expense.id, version: expense.version, groupId: group.id, title: expense.title }}
          can={viewerCan}
          onDeleted={() => leaveForm(list)}
        />
      }
    >
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <Row>
        <TextLink to={list}>{group.name}</TextLink>
        {deleted && <Chip tone="danger">{t("expense.deleted")}</Chip>}
      </Row>
      <ArchivedNotice group={group} />
      {deleted && (
        <Notice tone="warn">
          <p>{t("expense.deletedText")}</p>
        </Notice>
      )}
      <ExpenseDetail expense={expense} />
      <ExpenseHistory expense={expense} />
    </Page>
  );
}
