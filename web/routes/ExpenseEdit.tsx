import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { FormSkeleton } from "../components/FormSkeleton.js";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseEdit } from "../features/expenses/ExpenseEdit.js";
import { CannotAddNotice } from "../features/groups/ArchivedNotice.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { Presence } from "../features/presence/Presence.js";
import { graphql } from "../gql/index.js";
import { changeKey, forgetDraft } from "../lib/drafts.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpenseEditPage = graphql(`
  query ExpenseEditPage($expenseId: ID!) {
    viewer {
      id
      preferredCurrency
    }
    expense(id: $expenseId) {
      id
      title
      deletedAt
      group {
        id
        viewerCan {
          record
        }
        lastEventSeq
        viewerMember {
          id
        }
        ...ArchivedNotice_group
      }
      ...ExpenseEdit_expense
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { expenseId } = useParams() as { expenseId: string };
  const { data } = usePageQuery(ExpenseEditPage, { expenseId });
  if (!data?.viewer) return <FormSkeleton />;
  const { expense, viewer } = data;
  if (!expense) return <NotHere />;
  const page = `/expenses/${expenseId}`;
  return (
    <Page
      title={t("expense.editTitle")}
      width="form"
      actions={
        <TextLink to={page} onClick={() => void forgetDraft(changeKey(viewer.id, expenseId))}>
          {t("expense.cancelEdit")}
        </TextLink>
      }
    >
      <GroupLive key={expense.group.id} groupId={expense.group.id} after={expense.group.lastEventSeq} />
      <Presence
        groupId={expense.group.id}
        subjectId={expenseId}
        editing={expense.group.viewerCan.record}
        ownMemberId={expense.group.viewerMember?.id}
        look="words"
      />
      {expense.group.viewerCan.record ? (
        <ExpenseEdit
          expense={expense}
          accountId={viewer.id}
          preferredCurrency={viewer.preferredCurrency}
          onDone={() => leaveForm(page)}
        />
      ) : (
        <CannotAddNotice group={expense.group} />
      )}
    </Page>
  );
}
