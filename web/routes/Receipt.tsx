import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { Row } from "../components/Layout.js";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ArchivedNotice } from "../features/groups/ArchivedNotice.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { Presence } from "../features/presence/Presence.js";
import { ReceiptDetail } from "../features/receipts/ReceiptDetail.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ReceiptPage = graphql(`
  query ReceiptPage($receiptId: ID!) {
    viewer {
      id
    }
    receipt(id: $receiptId) {
      ...ReceiptParts @unmask
      group {
        id
        name
        currency
        lastEventSeq
        viewerCan {
          record
        }
        viewerMember {
          id
        }
        members {
          id
          name
          leftAt
        }
        ...ArchivedNotice_group
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("receipts").catch(() => undefined);

export function Component() {
  useWords("receipts");
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const { groupId, receiptId } = useParams() as { groupId: string; receiptId: string };
  const [search, setSearch] = useSearchParams();
  const { data } = usePageQuery(ReceiptPage, { receiptId });
  if (!data) return <Skeleton heading />;
  const { receipt, viewer } = data;
  if (!viewer || receipt?.group.id !== groupId) return <NotHere />;
  const { group } = receipt;
  const list = `/groups/${groupId}/receipts`;
  return (
    <Page title={receipt.reading?.merchant?.value ?? t("receipt.title")}>
      <GroupLive key={groupId} groupId={groupId} after={group.lastEventSeq} />
      <Row flexWrap="wrap">
        <TextLink to={list}>{t("receipt.allOf", { group: group.name })}</TextLink>
        <Presence groupId={groupId} subjectId={groupId} ownMemberId={group.viewerMember?.id} look="faces" />
      </Row>
      <ArchivedNotice group={group} />
      <ReceiptDetail
        receipt={receipt}
        accountId={viewer.id}
        group={{
          id: groupId,
          currency: group.currency,
          members: group.members.filter((member) => !member.leftAt),
          viewerMemberId: group.viewerMember?.id ?? null,
          canRecord: group.viewerCan.record,
        }}
        mode={search.get("show") === "had" ? "had" : "says"}
        onMode={(mode) => setSearch(mode === "had" ? { show: mode } : {}, { replace: true })}
        onDeleted={() => leaveForm(list)}
      />
    </Page>
  );
}
