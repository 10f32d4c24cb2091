import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { isId } from "../../server/kernel/ids.js";
import { deviceToday } from "../../server/kernel/today.js";
import { Heading, Muted, Stack, Surface } from "../components/Layout.js";
import { MoreOnScroll } from "../components/MoreOnScroll.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { useAllGroups } from "../features/groups/all-groups.js";
import { ReportForm } from "../features/reports/ReportForm.js";
import { ReportList } from "../features/reports/ReportList.js";
import { ScheduleList } from "../features/reports/ScheduleList.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const ReportsPage = graphql(`
  query ReportsPage($groupId: ID!, $isNamed: Boolean!, $first: Int = 20, $after: String) {
    viewer {
      id
      reports(first: $first, after: $after) {
        edges {
          cursor
          node {
            ...ReportParts @unmask
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      reportSchedules {
        kind
        format
        nextOn
        group {
          id
          name
        }
      }
    }
    group(id: $groupId) @include(if: $isNamed) {
      id
      name
    }
    groups(first: 50) {
      edges {
        cursor
        node {
          id
          name
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

/** Files of what was spent: asked for here, or coming by themselves. */
export function Component() {
  useWords("statistics");
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const asked = search.get("group");
  const isNamed = asked !== null && isId("grp", asked);
  const { data, fetchMore } = usePageQuery(ReportsPage, { groupId: isNamed ? asked : "", isNamed });
  const groups = useAllGroups(data?.groups, data?.group);
  if (!data?.viewer) return <Skeleton heading />;
  const { reports, reportSchedules } = data.viewer;
  return (
    <Page title={t("report.title")} width="text">
      <Surface aria-labelledby="report-new">
        <Stack>
          <Heading id="report-new">{t("report.new")}</Heading>
          <ReportForm groups={groups} groupId={asked} today={deviceToday()} />
        </Stack>
      </Surface>
      {reportSchedules.length > 0 && (
        <Surface aria-labelledby="schedules">
          <Heading id="schedules">{t("report.schedules")}</Heading>
          <ScheduleList schedules={reportSchedules} />
        </Surface>
      )}
      <Surface aria-labelledby="reports">
        <Heading id="reports">{t("report.list")}</Heading>
        {reports.edges.length === 0 && <Muted>{t("report.none")}</Muted>}
        <ReportList reports={reports.edges.map(({ node }) => node)} />
        {reports.pageInfo.hasNextPage && (
          <MoreOnScroll load={() => fetchMore({ variables: { after: reports.pageInfo.endCursor } })} />
        )}
      </Surface>
    </Page>
  );
}
