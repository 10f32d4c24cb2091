import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Chip, Row } from "../components/Layout.js";
import { NotHere } from "../components/NotHere.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseActions } from "../features/expenses/ExpenseActions.js";
import { ExpenseDetail } from "../features/expenses/ExpenseDetail.js";
import { ExpenseHistory } from "../features/expenses/ExpenseHistory.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpensePage = graphql(`
  query ExpensePage($expenseId: ID!) {
    expense(id: $expenseId) {
      id
      title
      version
      deletedAt
      group {
        id
        name
        archivedAt
        lastEventSeq
        viewerMember {
          id
          role
        }
      }
      ...ExpenseDetail_expense
      ...ExpenseHistory_expense
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { expenseId } = useParams() as { expenseId: string };
  const { data } = usePageQuery(ExpensePage, { expenseId });
  if (!data) return <Skeleton heading />;
  const { expense } = data;
  if (!expense) return <NotHere />;
  const { group } = expense;
  const writes = group.viewerMember && group.viewerMember.role !== "VIEWER" && !group.archivedAt;
  const list = `/groups/${group.id}/expenses`;
  const deleted = Boolean(expense.deletedAt);
  return (
    <Page
      title={expense.title}
      width="text"
      actions={
        writes && (
          <ExpenseActions
            expense={{ id: expense.id, version: expense.version, title: expense.title, deleted }}
            onDeleted={() => navigate(list)}
          />
        )
      }
    >
      <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />
      <Row>
        <TextLink to={list}>{group.name}</TextLink>
        {deleted && <Chip tone="danger">{t("expense.deleted")}</Chip>}
      </Row>
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
