import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { SelectField } from "../components/Field.js";
import { Muted, Stack, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { ImportStart } from "../features/imports/ImportStart.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { useLeaveForm } from "../lib/leave-form.js";
import { usePageQuery } from "../lib/page-query.js";

const ImportNewPage = graphql(`
  query ImportNewPage {
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
          viewerCan {
            record
          }
          ...ImportTarget_group
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
  const { data } = usePageQuery(ImportNewPage, {});
  if (!data) return <Skeleton heading />;
  const groups = data.groups.edges.map((edge) => edge.node).filter((group) => group.viewerCan.record);
  const into = groups.find((group) => group.id === search.get("group")) ?? null;
  const choices = [
    { value: "", label: t("import.newGroup") },
    ...groups.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Page title={t("import.title")} width="form">
      <Muted>{t("import.text")}</Muted>
      <Surface>
        <Stack>
          <SelectField
            label={t("import.target")}
            value={into?.id ?? ""}
            onChange={(groupId) => setSearch(groupId ? { group: groupId } : {}, { replace: true })}
            choices={choices}
          />
          <ImportStart into={into} groupId={into?.id ?? null} onDone={(importId) => leaveForm(`/import/${importId}`)} />
        </Stack>
      </Surface>
    </Page>
  );
}
