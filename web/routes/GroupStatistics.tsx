import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { groupToday } from "../../server/kernel/today.js";
import { ButtonLink } from "../components/Button.js";
import { Row, Stack } from "../components/Layout.js";
import { Skeleton } from "../components/Skeleton.js";
import { GroupHabits } from "../features/statistics/GroupHabits.js";
import { StatisticsView } from "../features/statistics/StatisticsView.js";
import { graphql } from "../gql/index.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupStatisticsPage = graphql(`
  query GroupStatisticsPage($groupId: ID!) {
    group(id: $groupId) {
      id
      colour
      currency
      timeZone
      members {
        id
        name
      }
      fronting {
        member {
          id
          name
        }
        moneyDays {
          amount
          currency
        }
      }
      nextToPay {
        member {
          id
          name
        }
        balance {
          amount
          currency
        }
      }
      oddUnits {
        member {
          id
          name
        }
        amount {
          amount
          currency
        }
      }
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("statistics").catch(() => undefined);

export function Component() {
  useWords("statistics");
  const { t } = useTranslation();
  const { groupId } = useParams() as { groupId: string };
  const { data } = usePageQuery(GroupStatisticsPage, { groupId });
  if (!data) return <Skeleton />;
  const { group } = data;
  if (!group) return null;
  return (
    <Stack gap="4">
      <Row as="nav" aria-label={t("statistics.more")} flexWrap="wrap" gap="2">
        <ButtonLink size="sm" to={`/budgets?group=${group.id}`}>
          {t("statistics.budgets")}
        </ButtonLink>
        <ButtonLink size="sm" to={`/reports?group=${group.id}`}>
          {t("statistics.reports")}
        </ButtonLink>
      </Row>
      <StatisticsView
        group={group}
        today={groupToday(group)}
        currency={group.currency}
        likely={[]}
        names={new Map(group.members.map(({ id, name }) => [id, name]))}
      />
      <GroupHabits group={group} />
    </Stack>
  );
}
