import { useQuery } from "@apollo/client/react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { runningSums } from "../../../server/kernel/explain.js";
import { Money } from "../../components/Money.js";
import { Bar } from "../../components/Skeleton.js";
import type { HomePaceQuery } from "../../gql/graphql.js";
import { graphql } from "../../gql/index.js";
import { minorOf, moneyOf } from "../../lib/amounts.js";
import { useFormat } from "../../lib/format.js";
import { ChartFigure } from "../charts/ChartFigure.js";
import { drawn, type Mark } from "../charts/marks.js";
import { monthOf } from "../statistics/statistics-address.js";

const PaceLine = lazy(() => import("../charts/PaceLine.js"));

const HomePace = graphql(`
  query HomePace($range: DateRangeInput!, $currency: CurrencyCode!) {
    spendingPace(currency: $currency) {
      month
      through
      mine {
        amount
        currency
      }
      lastMine {
        amount
        currency
      }
      lastMonthMine {
        amount
        currency
      }
    }
    spendingTrend(range: $range, interval: DAY, currency: $currency) {
      from
      mine {
        amount
        currency
      }
    }
  }
`);

const HEIGHT = 220;

interface DayOfMonth {
  readonly now: string | undefined;
  readonly before: string | undefined;
}

/** What each month had come to after each of its days, exactly: of this month until today. */
function pathsOf({ spendingPace, spendingTrend }: HomePaceQuery, currency: string) {
  const { month, through } = spendingPace;
  const sums = (isOf: (day: string) => boolean) =>
    runningSums(spendingTrend.filter(({ from }) => isOf(from)).map(({ mine }) => minorOf(mine))).map((minor) =>
      moneyOf(minor, currency),
    );
  const now = sums((day) => day >= month && day <= through);
  const before = sums((day) => day < month);
  return { now, before };
}

/** How this month goes beside the last: one's own share, day by day. */
export function PaceCard({ today, currency }: { today: string; currency: string }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const range = { from: monthOf(today, -1).from, to: monthOf(today).to };
  const { data } = useQuery(HomePace, { variables: { range, currency } });
  if (!data) return <Bar height={`${HEIGHT + 150}px`} />;
  const { mine, lastMine, lastMonthMine } = data.spendingPace;
  const { now, before } = pathsOf(data, currency);
  const count = Math.max(now.length, before.length);
  const days = Array.from({ length: count }, (_, index): Mark => {
    const said: DayOfMonth = { now: now[index] && money(now[index]), before: before[index] && money(before[index]) };
    const which = said.now === undefined ? "before" : said.before === undefined ? "now" : "both";
    return {
      key: String(index + 1),
      name: String(index + 1),
      value: drawn(now[index] ?? before[index]!),
      amount: said.now ?? said.before!,
      said: t(`home.pace.day.${which}`, { day: index + 1, ...said }),
      fill: "transparent",
    };
  });
  return (
    <ChartFigure
      title={t("home.pace.title")}
      text={
        <>
          {t("home.pace.now")} <Money value={mine} /> · {t("home.pace.sameDay")} <Money value={lastMine} />
        </>
      }
      height={() => HEIGHT}
      head={[t("home.pace.dayHead"), t("home.pace.thisMonth"), t("home.pace.lastMonth")]}
      lines={days.map(({ key }, index) => ({
        key,
        cells: [
          key,
          now[index] ? <Money key="now" value={now[index]} /> : "–",
          before[index] ? <Money key="before" value={before[index]} /> : "–",
        ],
      }))}
      empty={t("home.pace.nothing")}
      isEmpty={drawn(mine) === 0 && drawn(lastMonthMine) === 0}
    >
      {(width) => (
        <PaceLine
          label={t("home.pace.title")}
          hint=""
          width={width}
          days={days}
          now={{ name: t("home.pace.thisMonth"), amount: money(mine), values: now.map(drawn) }}
          before={{ name: t("home.pace.lastMonth"), amount: money(lastMonthMine), values: before.map(drawn) }}
        />
      )}
    </ChartFigure>
  );
}
