import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { GroupCreateForm } from "../features/groups/GroupCreateForm.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupNewPage = graphql(`
  query GroupNewPage {
    viewer {
      id
      preferredCurrency
      timeZone
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = usePageQuery(GroupNewPage, {});
  if (!data?.viewer) return <Skeleton heading />;
  return (
    <Page title={t("nav.newGroup")} width="form">
      <Surface>
        <GroupCreateForm
          currency={data.viewer.preferredCurrency}
          timeZone={data.viewer.timeZone}
          onDone={(groupId) => navigate(`/groups/${groupId}/expenses`)}
        />
      </Surface>
    </Page>
  );
}
