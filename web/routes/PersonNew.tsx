import { useTranslation } from "react-i18next";
import { Muted, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { FriendForm } from "../features/people/FriendForm.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const PersonNewPage = graphql(`
  query PersonNewPage {
    viewer {
      id
      preferredCurrency
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { data } = usePageQuery(PersonNewPage, {});
  if (!data?.viewer) return <Skeleton heading />;
  return (
    <Page title={t("people.add")} width="form">
      <Muted>{t("people.addText")}</Muted>
      <Surface>
        <FriendForm
          currency={data.viewer.preferredCurrency}
          onDone={(groupId) => leaveForm(`/groups/${groupId}/expenses`)}
        />
      </Surface>
    </Page>
  );
}
