import { useParams } from "react-router";
import { NotHere } from "../components/NotHere.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { PersonDetail } from "../features/people/PersonDetail.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const PersonPage = graphql(`
  query PersonPage($personId: ID!) {
    viewer {
      id
      preferredCurrency
    }
    person(id: $personId) {
      id
      name
      ...PersonDetail_person
    }
  }
`);

export function Component() {
  const { personId } = useParams() as { personId: string };
  const { data } = usePageQuery(PersonPage, { personId });
  if (!data) return <Skeleton heading />;
  if (!data.person || !data.viewer) return <NotHere />;
  const { preferredCurrency } = data.viewer;
  return (
    <Page title={data.person.name} width="text">
      <PersonDetail person={data.person} currency={preferredCurrency} />
    </Page>
  );
}
