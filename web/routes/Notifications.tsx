import { Bell, Settings2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Button, ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { SegmentField } from "../components/Field.js";
import { Row, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { useSubmit } from "../components/use-submit.js";
import { NotificationList } from "../features/notifications/NotificationList.js";
import { useNotificationRead } from "../features/notifications/writes.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const NotificationsPage = graphql(`
  query NotificationsPage($unread: Boolean, $first: Int = 20, $after: String) {
    viewer {
      id
      unreadNotifications
    }
    notifications(first: $first, after: $after, unread: $unread) {
      edges {
        cursor
        node {
          id
          kind
          text
          url
          at
          count
          readAt
          group {
            id
            name
          }
          deliveries {
            channel
            state
            problem
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
addWords("notifications").catch(() => undefined);

const FILTERS = ["all", "unread"] as const;

export function Component() {
  useWords("notifications");
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = FILTERS.find((each) => each === search.get("show")) ?? "all";
  const { data, fetchMore } = usePageQuery(NotificationsPage, { unread: filter === "unread" ? true : null });
  const read = useNotificationRead();
  const { submit, pending, problem } = useSubmit<number>();
  if (!data?.viewer) return <Skeleton heading />;
  const { edges, pageInfo } = data.notifications;
  const unread = data.viewer.unreadNotifications;
  return (
    <Page
      title={t("notifications.title")}
      width="text"
      actions={
        <ButtonLink to="/profile/notifications" size="sm">
          <Settings2 size={16} aria-hidden /> {t("notifications.settings")}
        </ButtonLink>
      }
    >
      <Stack>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Row justifyContent="space-between" flexWrap="wrap">
          <SegmentField
            unseenLabel
            label={t("notifications.show")}
            value={filter}
            onChange={(value) => setSearch(value === "all" ? {} : { show: value }, { replace: true })}
            choices={FILTERS.map((value) => ({ value, label: t(`notifications.filter.${value}`, { count: unread }) }))}
          />
          {unread > 0 && (
            <Button
              size="sm"
              disabled={pending}
              onClick={() =>
                void submit(
                  () => read({ all: true }),
                  () => undefined,
                )
              }
            >
              {t("notifications.readAll")}
            </Button>
          )}
        </Row>
        {edges.length === 0 ? (
          <Surface>
            <EmptyState icon={Bell} title={t(`notifications.empty.${filter}`)} text={t("notifications.emptyText")} />
          </Surface>
        ) : (
          <NotificationList notifications={edges.map(({ node }) => node)} />
        )}
        {pageInfo.hasNextPage && <MoreOnScroll load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
      </Stack>
    </Page>
  );
}
