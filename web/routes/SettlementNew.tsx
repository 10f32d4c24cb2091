import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { Surface } from "../components/Layout.js";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { CannotAddNotice } from "../features/groups/ArchivedNotice.js";
import { SettlementForm } from "../features/settlements/SettlementForm.js";
import { graphql } from "../gql/index.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const SettlementNewPage = graphql(`
  query SettlementNewPage($groupId: ID!) {
    viewer {
      id
    }
    group(id: $groupId) {
      id
      name
      viewerCan {
        settle
      }
      ...ArchivedNotice_group
      ...SettlementForm_group
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { groupId } = useParams() as { groupId: string };
  const [search] = useSearchParams();
  const { data } = usePageQuery(SettlementNewPage, { groupId });
  if (!data?.viewer) return <Skeleton heading />;
  if (!data.group) return <NotHere />;
  const list = `/groups/${groupId}/settle`;
  const start = {
    from: search.get("from"),
    to: search.get("to"),
    amount: search.get("amount"),
    currency: search.get("currency"),
  };
  return (
    <Page title={t("settle.newTitle")} width="form" actions={<TextLink to={list}>{data.group.name}</TextLink>}>
      {data.group.viewerCan.settle ? (
        <Surface>
          <SettlementForm group={data.group} start={start} onDone={() => leaveForm(list)} />
        </Surface>
      ) : (
        <CannotAddNotice group={data.group} />
      )}
    </Page>
  );
}
