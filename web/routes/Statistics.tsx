import { useTranslation } from "react-i18next";
import { deviceToday } from "../../server/kernel/today.js";
import { ButtonLink } from "../components/Button.js";
import { Row } from "../components/Layout.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { useAllGroups } from "../features/groups/all-groups.js";
import { StatisticsView } from "../features/statistics/StatisticsView.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const ViewerStatisticsPage = graphql(`
  query ViewerStatisticsPage {
    viewer {
      id
      preferredCurrency
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
          currency
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
addWords("statistics").catch(() => undefined);

export function Component() {
  useWords("statistics");
  const { t } = useTranslation();
  const { data } = usePageQuery(ViewerStatisticsPage, {});
  const groups = useAllGroups(data?.groups);
  if (!data?.viewer) return <Skeleton heading />;
  return (
    <Page
      title={t("statistics.title")}
      actions={
        <Row as="nav" aria-label={t("statistics.more")} flexWrap="wrap" gap="2">
          <ButtonLink size="sm" to="/budgets">
            {t("statistics.budgets")}
          </ButtonLink>
          <ButtonLink size="sm" to="/reports">
            {t("statistics.reports")}
          </ButtonLink>
        </Row>
      }
    >
      <StatisticsView
        group={null}
        today={deviceToday()}
        currency={data.viewer.preferredCurrency}
        likely={[...new Set(groups.map(({ currency }) => currency))]}
        names={new Map(groups.map(({ id, name }) => [id, name]))}
      />
    </Page>
  );
}
