import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { dayBefore, isLocalDate } from "../../server/kernel/local-date.js";
import { deviceToday } from "../../server/kernel/today.js";
import { Button } from "../components/Button.js";
import { TextField } from "../components/Field.js";
import { Row, Stack } from "../components/Layout.js";
import { NotHere } from "../components/NotHere.js";
import { Notice } from "../components/Notice.js";
import { Page } from "../components/Page.js";
import { Skeleton } from "../components/Skeleton.js";
import { TextLink } from "../components/TextLink.js";
import { ChangeList } from "../features/balances/ChangeList.js";
import { monthFrom } from "../features/balances/month.js";
import { GroupLive } from "../features/live/GroupLive.js";
import { graphql } from "../gql/index.js";
import { useFormat } from "../lib/format.js";
import { addWords, useWords } from "../lib/i18n.js";
import { usePageQuery } from "../lib/page-query.js";

const GroupChangesPage = graphql(`
  query GroupChangesPage($groupId: ID!, $from: LocalDate!, $to: LocalDate!) {
    group(id: $groupId) {
      id
      name
      lastEventSeq
      ...ChangeList_group
    }
  }
`);

// Together with the page's own file, and not after it; where it does not come, the page says so.
addWords("why").catch(() => undefined);

/** What moved the balances in a month, or between any two days; the days stand in the address. */
export function Component() {
  useWords("why");
  const { t } = useTranslation();
  const { month } = useFormat();
  const { groupId } = useParams() as { groupId: string };
  const [search, setSearch] = useSearchParams();
  const current = monthFrom(deviceToday());
  const given = { from: search.get("from") ?? "", to: search.get("to") ?? "" };
  const from = isLocalDate(given.from) ? given.from : current.from;
  const to = isLocalDate(given.to) ? given.to : current.to;
  const show = (days: { from: string; to: string }) => setSearch({ from: days.from, to: days.to }, { replace: true });
  const whole = monthFrom(from);
  const isMonth = whole.from === from && whole.to === to;
  const forwards = from <= to;
  // Whether there is such a group is asked in any case; what changed, between days that follow each other.
  const { data } = usePageQuery(GroupChangesPage, { groupId, ...(forwards ? { from, to } : current) });
  if (data && !data.group) return <NotHere />;
  return (
    <Page title={isMonth ? t("changes.inMonth", { month: month(from) }) : t("changes.title")} width="text">
      <Stack data-print="no">
        <Row flexWrap="wrap">
          <Button size="sm" onClick={() => show(monthFrom(dayBefore(whole.from)))}>
            <ChevronLeft size={16} aria-hidden /> {t("changes.monthBefore")}
          </Button>
          <Button size="sm" onClick={() => show(whole.next)}>
            {t("changes.monthAfter")} <ChevronRight size={16} aria-hidden />
          </Button>
        </Row>
        <Row alignItems="flex-end">
          <TextField
            type="date"
            label={t("changes.from")}
            value={from}
            onChange={(day) => isLocalDate(day) && show({ from: day, to })}
          />
          <TextField
            type="date"
            label={t("changes.to")}
            value={to}
            onChange={(day) => isLocalDate(day) && show({ from, to: day })}
          />
        </Row>
      </Stack>
      {!forwards && <Notice tone="warn">{t("changes.wrongWay")}</Notice>}
      {forwards && !data && <Skeleton />}
      {forwards && data?.group && (
        <Stack>
          <GroupLive key={groupId} groupId={groupId} after={data.group.lastEventSeq} />
          <Row>
            <TextLink to={`/groups/${groupId}/balances`}>{data.group.name}</TextLink>
          </Row>
          <ChangeList group={data.group} from={from} to={to} />
        </Stack>
      )}
    </Page>
  );
}
