import { Handshake } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Rows, Surface } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { Totals } from "../components/Totals.js";
import { PersonCard } from "../features/people/PersonCard.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const PeoplePage = graphql(`
  query PeoplePage($first: Int = 50, $after: String) {
    people(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          ...PersonCard_person
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function Component() {
  const { t } = useTranslation();
  const { data, fetchMore } = usePageQuery(PeoplePage, {});
  if (!data) return <Skeleton heading />;
  const people = data.people.edges.map((edge) => edge.node);
  const { hasNextPage, endCursor } = data.people.pageInfo;
  return (
    <Page
      title={t("people.title")}
      width="text"
      actions={
        people.length > 0 && (
          <ButtonLink to="/people/new" look="primary">
            {t("people.add")}
          </ButtonLink>
        )
      }
    >
      {people.length === 0 ? (
        <Surface>
          <EmptyState icon={Handshake} title={t("people.emptyTitle")} text={t("people.emptyText")}>
            <ButtonLink to="/people/new" look="primary">
              {t("people.add")}
            </ButtonLink>
          </EmptyState>
        </Surface>
      ) : (
        <>
          <Totals />
          <Surface pad="none" overflow="hidden">
            <Rows>
              {people.map((person) => (
                <PersonCard key={person.id} person={person} />
              ))}
            </Rows>
          </Surface>
        </>
      )}
      {hasNextPage && (
        <Button onClick={() => void fetchMore({ variables: { after: endCursor } })}>{t("common.more")}</Button>
      )}
    </Page>
  );
}
