import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ExpenseCreate } from "../features/expenses/ExpenseCreate.js";
import { graphql } from "../gql/index.js";
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
      ...ExpenseCreate_group
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(ExpenseNewPage, { groupId });
  if (!data?.viewer) return <Skeleton heading />;
  if (!data.group) return <NotHere />;
  const list = `/groups/${groupId}/expenses`;
  return (
    <Page title={t("nav.addExpense")} width="form" actions={<TextLink to={list}>{data.group.name}</TextLink>}>
      <ExpenseCreate
        group={data.group}
        preferredCurrency={data.viewer.preferredCurrency}
        onDone={() => navigate(list)}
      />
    </Page>
  );
}
