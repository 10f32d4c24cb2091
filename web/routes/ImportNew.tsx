import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { isId } from "../../server/kernel/ids.js";
import { Muted, Stack, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { useAllGroups } from "../features/groups/all-groups.js";
import { GroupField } from "../features/groups/GroupField.js";
import { ImportStart } from "../features/imports/ImportStart.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ImportNewPage = graphql(`
  query ImportNewPage($groupId: ID!, $isNamed: Boolean!) {
    group(id: $groupId) @include(if: $isNamed) {
      id
      name
      viewerCan {
        record
      }
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
          viewerCan {
            record
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("imports").catch(() => undefined);

export function Component() {
  useWords("imports");
  const { t } = useTranslation();
  const leaveForm = useLeaveForm();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("group");
  // Which one the page began with: what is chosen later is known, and another question would take the file that was chosen.
  const [named] = useState(asked !== null && isId("grp", asked) ? asked : null);
  const { data } = usePageQuery(ImportNewPage, { groupId: named ?? "", isNamed: named !== null });
  const groups = useAllGroups(data?.groups, data?.group).filter(({ viewerCan }) => viewerCan.record);
  if (!data) return <Skeleton heading />;
  const into = groups.find(({ id }) => id === asked) ?? null;
  return (
    <Page title={t("import.title")} width="form">
      <Muted>{t("import.text")}</Muted>
      <Surface>
        <Stack>
          <GroupField
            label={t("import.target")}
            none={t("import.newGroup")}
            groups={groups}
            value={into?.id ?? ""}
            onChange={(groupId) => setSearch(groupId ? { group: groupId } : {}, { replace: true })}
          />
          <ImportStart into={into} onDone={(importId) => leaveForm(`/import/${importId}`)} />
        </Stack>
      </Surface>
    </Page>
  );
}
