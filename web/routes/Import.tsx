import { useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { ImportPreview } from "../features/imports/ImportPreview.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const ImportPage = graphql(`
  query ImportPage($importId: ID!) {
    import(id: $importId) {
      id
      fileName
      ...ImportPreview_import
    }
  }
`);

export function Component() {
  const { importId } = useParams() as { importId: string };
  const { data } = usePageQuery(ImportPage, { importId });
  if (!data) return <Skeleton heading />;
  if (!data.import) return <NotHere />;
  return (
    <Page title={data.import.fileName} width="text">
      <ImportPreview import={data.import} />
    </Page>
  );
}
