import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseCreate } from "../features/expenses/ExpenseCreate.js";
import { CannotAddNotice } from "../features/groups/ArchivedNotice.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ExpenseNewPage = graphql(`
  query ExpenseNewPage($groupId: ID!) {
    viewer {
      id
      preferredCurrency
    }
    group(id: $groupId) {
      id
      name
      viewerCan {
        record
      }
      ...ArchivedNotice_group
      ...ExpenseCreate_group
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(ExpenseNewPage, { groupId });
  if (!data?.viewer) return <Skeleton heading />;
  if (!data.group) return <NotHere />;
  const list = `/groups/${groupId}/expenses`;
  return (
    <Page title={t("nav.addExpense")} width="form" actions={<TextLink to={list}>{data.group.name}</TextLink>}>
      {data.group.viewerCan.record ? (
        <ExpenseCreate
          group={data.group}
          preferredCurrency={data.viewer.preferredCurrency}
          onDone={() => leaveForm(list)}
        />
      ) : (
        <CannotAddNotice group={data.group} />
      )}
    </Page>
  );
}
