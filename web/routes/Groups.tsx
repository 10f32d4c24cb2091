import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Rows, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { Totals } from "../components/Totals.js";
import { GroupCard } from "../features/groups/GroupCard.js";
import { graphql } from "../gql/index.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupsPage = graphql(`
  query GroupsPage($first: Int = 50, $after: String) {
    viewer {
      id
      guestUntil
    }
    groups(first: $first, after: $after, kind: GROUP) {
      edges {
        cursor
        node {
          id
          archivedAt
          ...GroupCard_group
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
  const [search] = useSearchParams();
  const { data, fetchMore } = usePageQuery(GroupsPage, {});
  if (!data) return <Skeleton heading />;
  const all = data.groups.edges.map((edge) => edge.node);
  const archived = all.filter((group) => group.archivedAt);
  const shown = search.has("archived") ? archived : all.filter((group) => !group.archivedAt);
  const { hasNextPage, endCursor } = data.groups.pageInfo;
  const newGroup = (
    <ButtonLink to="/groups/new" look={all.length > 0 ? "primary" : "quiet"}>
      {t("nav.newGroup")}
    </ButtonLink>
  );
  return (
    <Page
      title={t(search.has("archived") ? "groups.archivedTitle" : "groups.title")}
      actions={all.length > 0 && newGroup}
      width="text"
    >
      {data.viewer?.guestUntil && (
        <Notice tone="info" title={t("guest.looking")}>
          <p>
            <TextLink to="/profile">{t("guest.keepLink")}</TextLink>
          </p>
        </Notice>
      )}
      {!search.has("archived") && <Totals />}
      {all.length === 0 ? (
        <Surface>
          <EmptyState icon={UsersRound} title={t("groups.emptyTitle")} text={t("groups.emptyText")}>
            <ButtonLink to="/groups/new" look="primary">
              {t("groups.emptyAct")}
            </ButtonLink>
            <TextLink to="/import">{t("groups.emptyImport")}</TextLink>
          </EmptyState>
        </Surface>
      ) : (
        <Surface pad="none" overflow="hidden">
          <Rows>
            {shown.map((group) => (
              <GroupCard key={group.id} group={group} />
            ))}
          </Rows>
        </Surface>
      )}
      {hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: endCursor } })} />}
      {!hasNextPage && archived.length > 0 && !search.has("archived") && (
        <div>
          <TextLink to="?archived">{t("groups.showArchived", { count: archived.length })}</TextLink>
        </div>
      )}
      {search.has("archived") && (
        <div>
          <TextLink to="/groups">{t("groups.hideArchived")}</TextLink>
        </div>
      )}
    </Page>
  );
}
