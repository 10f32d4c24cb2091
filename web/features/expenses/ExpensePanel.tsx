import type { FragmentType } from "@apollo/client";
import { useSuspenseFragment } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Chip, Row } from "../../components/Layout.js";
import { Notice } from "../../components/Notice.js";
import { Page } from "../../components/Page.js";
import { TextLink } from "../../components/TextLink.js";
import { graphql } from "../../gql/index.js";
import { useLeaveForm } from "../../lib/leave-form.js";
import { ArchivedNotice } from "../groups/ArchivedNotice.js";
import { GroupLive } from "../live/GroupLive.js";
import { Presence } from "../presence/Presence.js";
import { ExpenseReceiptsPart } from "../receipts/ExpenseReceiptsPart.js";
import { ExpenseActions } from "./ExpenseActions.js";
import { ExpenseDetail } from "./ExpenseDetail.js";
import { ExpenseHistory } from "./ExpenseHistory.js";

export const ExpensePanel_expense = graphql(`
  fragment ExpensePanel_expense on Expense {
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
    }
    receipts {
      ...ReceiptRow @unmask
    }
    ...ExpenseDetail_expense
    ...ExpenseHistory_expense
  }
`);

/** All about an expense: as a page of its own, or `beside` the list on its group's. */
export function ExpensePanel(props: { expense: FragmentType<typeof ExpensePanel_expense>; beside?: boolean }) {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { data: expense } = useSuspenseFragment({
    fragment: ExpensePanel_expense,
    fragmentName: "ExpensePanel_expense",
    from: props.expense,
  });
  const { group, viewerCan } = expense;
  const list = `/groups/${group.id}/expenses`;
  const deleted = Boolean(expense.deletedAt);
  const receipts = (
    <ExpenseReceiptsPart
      expense={{ id: expense.id, groupId: group.id }}
      receipts={expense.receipts}
      canEdit={viewerCan.edit}
    />
  );
  return (
    <Page
      title={expense.title}
      width="text"
      level={props.beside ? 2 : 1}
      actions={
        <ExpenseActions
          expense={{ id: expense.id, version: expense.version, groupId: group.id, title: expense.title }}
          can={viewerCan}
          onDeleted={() => leaveForm(list)}
        />
      }
    >
      {!props.beside && <GroupLive key={group.id} groupId={group.id} after={group.lastEventSeq} />}
      {(!props.beside || deleted) && (
        <Row>
          {!props.beside && <TextLink to={list}>{group.name}</TextLink>}
          {deleted && <Chip tone="danger">{t("expense.deleted")}</Chip>}
        </Row>
      )}
      {!props.beside && <ArchivedNotice group={group} />}
      {deleted && (
        <Notice tone="warn">
          <p>{t("expense.deletedText")}</p>
        </Notice>
      )}
      <Presence groupId={group.id} subjectId={expense.id} ownMemberId={group.viewerMember?.id} look="words" />
      <ExpenseDetail expense={expense} />
      {/* What comes later must not move what one reads: where there is none, the way to attach one stands last. */}
      {expense.receipts.length > 0 && receipts}
      <ExpenseHistory expense={expense} />
      {expense.receipts.length === 0 && viewerCan.edit && receipts}
    </Page>
  );
}
