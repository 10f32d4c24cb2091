import { chakra } from "@chakra-ui/react";
import { ChartPie, CircleUserRound, FileUp, PiggyBank, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { deviceToday } from "../../server/kernel/today.js";
import { ButtonLink } from "../components/Button.js";
import { EmptyState } from "../components/EmptyState.js";
import { Row, Stack, Surface } from "../components/Layout.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { useWholeGroups } from "../features/groups/all-groups.js";
import { PaceCard } from "../features/home/PaceCard.js";
import { Position } from "../features/home/Position.js";
import { Recent } from "../features/home/Recent.js";
import { Waiting } from "../features/home/Waiting.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

export const HomeGroups = graphql(`
  fragment HomeGroups on GroupConnection {
    edges {
      cursor
      node {
        id
        name
        kind
        archivedAt
        viewerBalances {
          net {
            amount
            currency
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

const HomePage = graphql(`
  query HomePage {
    viewer {
      id
      guestUntil
      preferredCurrency
      waiting {
        toConfirm {
          id
          ...SettlementRow_settlement
        }
        toReview {
          id
          createdAt
          group {
            id
            name
          }
          reading {
            merchant {
              value
            }
            total {
              value {
                amount
                currency
              }
            }
          }
        }
      }
      recentEvents(first: 10) {
        ...ActivityEvent @unmask
        group {
          id
          name
          kind
        }
      }
    }
    viewerTotals {
      ...TotalsParts @unmask
    }
    groups(first: 100) {
      ...HomeGroups @unmask
    }
  }
`);

const MoreHomeGroups = graphql(`
  query MoreHomeGroups($after: String) {
    groups(first: 100, after: $after) {
      ...HomeGroups @unmask
    }
  }
`);

const Columns = chakra("div", {
  base: {
    display: "grid",
    gridTemplateColumns: { base: "minmax(0, 1fr)", lg: "minmax(0, 3fr) minmax(0, 2fr)" },
    gap: "4",
    alignItems: "start",
  },
});

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("statistics").catch(() => undefined);
addWords("receipts").catch(() => undefined);

/** Where everybody begins: what one is owed and owes, what waits, how the month goes, and what happened. */
export function Component() {
  useWords("statistics");
  useWords("receipts");
  const { t } = useTranslation();
  const { data } = usePageQuery(HomePage, {});
  const groups = useWholeGroups(data?.groups, MoreHomeGroups);
  if (!data?.viewer) return <Skeleton heading />;
  const { viewer, viewerTotals } = data;
  return (
    <Page
      title={t("home.title")}
      actions={
        <ButtonLink to="/profile" look="plain" size="icon" aria-label={t("nav.profile")} display={{ md: "none" }}>
          <CircleUserRound size={22} aria-hidden />
        </ButtonLink>
      }
    >
      {viewer.guestUntil && (
        <Notice tone="info" title={t("guest.looking")}>
          <p>
            <TextLink to="/profile">{t("guest.keepLink")}</TextLink>
          </p>
        </Notice>
      )}
      {groups.length === 0 ? (
        <Surface>
          <EmptyState icon={UsersRound} title={t("groups.emptyTitle")} text={t("groups.emptyText")}>
            <ButtonLink to="/groups/new" look="primary">
              {t("groups.emptyAct")}
            </ButtonLink>
            <TextLink to="/import">{t("groups.emptyImport")}</TextLink>
          </EmptyState>
        </Surface>
      ) : (
        <Columns>
          <Stack>
            {viewerTotals && <Position totals={viewerTotals} groups={groups} />}
            <Waiting waiting={viewer.waiting} groups={groups} />
            <PaceCard today={deviceToday()} currency={viewer.preferredCurrency} />
          </Stack>
          <Stack>
            <Recent events={viewer.recentEvents} />
            <Row as="nav" aria-label={t("home.more")} flexWrap="wrap" columnGap="4">
              <ButtonLink to="/statistics" size="sm">
                <ChartPie size={16} aria-hidden /> {t("statistics.title")}
              </ButtonLink>
              <ButtonLink to="/budgets" size="sm">
                <PiggyBank size={16} aria-hidden /> {t("statistics.budgets")}
              </ButtonLink>
              <ButtonLink to="/import" size="sm">
                <FileUp size={16} aria-hidden /> {t("nav.import")}
              </ButtonLink>
            </Row>
          </Stack>
        </Columns>
      )}
    </Page>
  );
}
