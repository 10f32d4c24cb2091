import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { SegmentField } from "../components/Field.js";
import { Stack } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Skeleton } from "../components/Skeleton.js";
import { ReceiptIntake } from "../features/receipts/ReceiptIntake.js";
import { ReceiptList } from "../features/receipts/ReceiptList.js";
import { useReceiptBatch } from "../features/receipts/useReceiptBatch.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupReceiptsPage = graphql(`
  query GroupReceiptsPage($groupId: ID!, $unfiled: Boolean, $first: Int = 20, $after: String) {
    group(id: $groupId) {
      id
      viewerCan {
        record
      }
      receipts(first: $first, after: $after, unfiled: $unfiled) {
        edges {
          cursor
          node {
            ...ReceiptRow @unmask
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("receipts").catch(() => undefined);

const FILTERS = ["all", "unfiled", "filed"] as const;

export function Component() {
  useWords("receipts");
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const [search, setSearch] = useSearchParams();
  const filter = FILTERS.find((each) => each === search.get("show")) ?? "all";
  const unfiled = filter === "all" ? null : filter === "unfiled";
  const { data, fetchMore } = usePageQuery(GroupReceiptsPage, { groupId, unfiled });
  // The list has it in a moment, with how far its reading is.
  const batch = useReceiptBatch(groupId, () => undefined, { forgets: true });
  if (!data) return <Skeleton />;
  if (!data.group) return null;
  const { receipts, viewerCan } = data.group;
  return (
    <Stack maxWidth="text">
      {viewerCan.record && <ReceiptIntake batch={batch} label={t("receipt.add")} primary />}
      <SegmentField
        unseenLabel
        label={t("receipt.show")}
        value={filter}
        onChange={(value) => setSearch(value === "all" ? {} : { show: value }, { replace: true })}
        choices={FILTERS.map((value) => ({ value, label: t(`receipt.filter.${value}`) }))}
      />
      <ReceiptList groupId={groupId} receipts={receipts.edges.map(({ node }) => node)} canRecord={viewerCan.record} />
      {receipts.pageInfo.hasNextPage && (
        <MoreOnScroll load={() => fetchMore({ variables: { after: receipts.pageInfo.endCursor } })} />
      )}
    </Stack>
  );
}
