import { useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { ArchivedNotice, CannotAddNotice } from "../features/groups/ArchivedNotice.js";
import { ImportPreview } from "../features/imports/ImportPreview.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const ImportPage = graphql(`
  query ImportPage($importId: ID!) {
    import(id: $importId) {
      id
      fileName
      state
      into {
        id
        viewerCan {
          record
        }
        ...ArchivedNotice_group
      }
      ...ImportPreview_import
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("imports").catch(() => undefined);

export function Component() {
  useWords("imports");
  const { importId } = useParams() as { importId: string };
  const { data } = usePageQuery(ImportPage, { importId });
  if (!data) return <Skeleton heading />;
  if (!data.import) return <NotHere />;
  const { into, state } = data.import;
  // What is in the group already stays to be read.
  const isShut = into !== null && !into.viewerCan.record && state === "PREVIEWED";
  return (
    <Page title={data.import.fileName} width="text">
      {into && (isShut ? <CannotAddNotice group={into} /> : <ArchivedNotice group={into} />)}
      {!isShut && <ImportPreview import={data.import} />}
    </Page>
  );
}
