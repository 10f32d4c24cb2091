import { useTranslation } from "react-i18next";
import { Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { GroupCreateForm } from "../features/groups/GroupCreateForm.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
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
  const leaveForm = useLeaveForm();
  const { data } = usePageQuery(GroupNewPage, {});
  if (!data?.viewer) return <Skeleton heading />;
  return (
    <Page title={t("nav.newGroup")} width="form">
      <Surface>
        <GroupCreateForm
          currency={data.viewer.preferredCurrency}
          timeZone={data.viewer.timeZone}
          onDone={(groupId) => leaveForm(`/groups/${groupId}/expenses`)}
        />
      </Surface>
    </Page>
  );
}
